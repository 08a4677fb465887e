import type { EventEnvelope, Logger } from '@gestas/sdk';
import { toRefusal } from '../engine/refusal.ts';
import type { Caller, EventDeclaration } from '../pipeline.ts';
import type { Message } from './create-message-queue.ts';
import { eventKey } from './event-key.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import { withDeadline } from './with-deadline.ts';
import { type Place, writeFailure, writeMessage } from './write-message.ts';

/** Where the message stands, and the longest (milliseconds) it may take. */
export type ResolveOptions = {
  readonly place: Place;
  readonly timeoutMs: number;
  readonly logger: Logger;
};

/**
 * Executes a subscription for one event: the entity that `key` names, or the event's own data for `payload`, becomes the
 * root field, and the rest of the plan runs as the caller. Null when the caller may not see the entity or it is gone:
 * then nothing is delivered. Never throws: what fails is told in the message.
 */
export async function resolveEvent(
  subscription: PreparedSubscription,
  event: EventEnvelope,
  caller: Caller,
  { place, timeoutMs, logger }: ResolveOptions,
): Promise<Message | null> {
  const { graph, prepared, variables, source } = subscription;
  try {
    return await withDeadline(timeoutMs, caller.signal, async (signal) => {
      const seed = await seedOf(subscription, event, { ...caller, signal });
      if (!seed) return null;
      const { result } = await graph.run(prepared, variables, { ...caller, signal }, { seed });
      return writeMessage(result, place);
    });
  } catch (thrown) {
    const { errors } = toRefusal(thrown, caller.requestId, logger);
    return writeFailure(errors, source.responseName, place);
  }
}

async function seedOf(
  { graph, prepared, variables, source }: PreparedSubscription,
  event: EventEnvelope,
  caller: Caller,
): Promise<Readonly<Record<string, unknown>> | null> {
  const declaration: EventDeclaration | null = source.event;
  if (!declaration) return null;
  if (declaration.payload) return { [source.responseName]: event.data };
  const key = eventKey(declaration, event);
  if (!key) return null;
  const entity = await graph.resolveEventEntity(prepared, source, key, variables, caller);
  return entity && { [source.responseName]: entity };
}
