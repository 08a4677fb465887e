import type { EventEnvelope } from '@gestas/sdk';
import type { EventDeclaration } from '../pipeline.ts';

/** The key of the entity that an event is about, by key field; null when the event's data lacks a part of it. */
export function eventKey(
  declaration: EventDeclaration,
  event: EventEnvelope,
): Readonly<Record<string, unknown>> | null {
  const key: [string, unknown][] = [];
  for (const [field, name] of Object.entries(declaration.key ?? {})) {
    const value = Object.hasOwn(event.data, name) ? event.data[name] : undefined;
    if (value === undefined || value === null) return null;
    key.push([field, value]);
  }
  return key.length > 0 ? Object.fromEntries(key) : null;
}
