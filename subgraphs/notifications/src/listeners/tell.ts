import type { EventEnvelope } from '@gestas/sdk';
import type { PreparationContext, WriteContext } from '../context.ts';
import type { Rule } from '../models/rules.ts';
import { type Told, tellPeople } from '../services/commands/tell-people.ts';
import { findRecipients } from '../services/queries/find-recipients.ts';
import { readFacts } from '../services/queries/read-facts.ts';

const NO_FACTS = { actor: null, subject: null, status: null };

/** Whom a rule tells of an event, and what. */
async function prepare(
  { graph }: PreparationContext,
  { audience, subject, isMailed }: Rule,
  event: EventEnvelope,
): Promise<Told> {
  const { actorId, data } = event;
  const askerId = typeof data.authorId === 'string' ? data.authorId : actorId;
  const recipients = await findRecipients(graph, audience, { actorId, askerId });
  const facts = recipients.length > 0 ? await readFacts(graph, subject, event) : NO_FACTS;
  return { recipients, facts, isMailed };
}

/** The listener of a rule: other plugins are asked first, then everybody is told in one transaction. */
export function tell(rule: Rule) {
  return {
    prepare: (ctx: PreparationContext, event: EventEnvelope) => prepare(ctx, rule, event),
    apply: (tx: WriteContext, event: EventEnvelope, told: unknown) =>
      tellPeople(tx, event, told as Told), // what `prepare` answered
  };
}
