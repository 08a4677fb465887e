import type { EventEnvelope } from '@gestas/sdk';
import type { SubscriptionSource } from '../pipeline.ts';

/** Who is to hear of an event: the tenant whose feed it came from, and the user it is for. */
export type Hearer = { readonly tenantId: string; readonly userId: string };

/**
 * Whether an event is meant for a subscription, judged from the event alone and before anything is fetched: its name,
 * the arguments that `match` compares with data, and the user that `viewer` names.
 */
export function matchesEvent(
  source: SubscriptionSource,
  event: EventEnvelope,
  hearer: Hearer,
): boolean {
  const declaration = source.event;
  if (!declaration?.names.includes(event.name)) return false;
  if (event.tenantId !== hearer.tenantId) return false;
  const matching = (name: string) => agrees(source.arguments[name], own(event.data, name));
  if (!declaration.match.every(matching)) return false;
  if (declaration.viewer === null) return true;
  return own(event.data, declaration.viewer) === hearer.userId;
}

/** An argument left out asks for everything; a list asks for any of its items. Scalars compare as text: ids are. */
function agrees(argument: unknown, value: unknown): boolean {
  if (argument === undefined || argument === null) return true;
  if (Array.isArray(argument)) return argument.some((item) => item !== null && agrees(item, value));
  if (isScalar(argument) && isScalar(value)) return String(argument) === String(value);
  return JSON.stringify(argument) === JSON.stringify(value);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

function own(data: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}
