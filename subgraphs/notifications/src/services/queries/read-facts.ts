import { type EventEnvelope, type Graph, NO_ID } from '@gestas/sdk';
import type { Facts } from '../../models/notification-record.ts';
import type { Subject } from '../../models/rules.ts';

type Named = { readonly name: string };

const ACTOR = 'actor: user(id: $actor) { name }';
const NOBODY = `query ($actor: ID!) { ${ACTOR} }`;
const DOCUMENTS = {
  post: `query ($id: ID!, $actor: ID!) { subject: post(id: $id) { name: title } ${ACTOR} }`,
  user: `query ($id: ID!, $actor: ID!) { subject: user(id: $id) { name } ${ACTOR} }`,
  role: `query ($actor: ID!) { roles { id name } ${ACTOR} }`,
};

type Answer = {
  readonly actor: Named | null;
  readonly subject?: Named | null;
  readonly roles?: readonly (Named & { readonly id: string })[];
};

/** What the texts of an event need, as it is now; what is gone, or was never there, is null. */
export async function readFacts(
  graph: Graph,
  subject: Subject | null,
  { actorId, data }: Pick<EventEnvelope, 'actorId' | 'data'>,
): Promise<Facts> {
  const id = text(subject && data[subject.idField]);
  const document = subject ? DOCUMENTS[subject.kind] : NOBODY;
  const answer = await graph.query<Answer>(document, {
    actor: actorId ?? NO_ID,
    ...(subject && subject.kind !== 'role' ? { id: id ?? NO_ID } : {}),
  });
  const named = answer.subject ?? answer.roles?.find((role) => role.id === id);
  return {
    actor: answer.actor?.name ?? null,
    subject: named?.name ?? null,
    status: text(data.status),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
