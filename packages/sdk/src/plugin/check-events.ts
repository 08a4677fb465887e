import type { EventBook } from '../events/event-log.ts';
import type { Manifest } from '../manifest.ts';

/** Refuses a plugin whose manifest and code name different events. */
export function checkEvents(
  manifest: Manifest,
  definition: { context: { events: EventBook }; listeners?: Readonly<Record<string, unknown>> },
): void {
  requireSame('emits', manifest.emits, Object.keys(definition.context.events));
  requireSame('consumes', manifest.consumes, Object.keys(definition.listeners ?? {}));
}

function requireSame(key: string, declared: readonly string[], present: readonly string[]): void {
  const difference = [
    ...declared.filter((name) => !present.includes(name)),
    ...present.filter((name) => !declared.includes(name)),
  ];
  if (difference.length === 0) return;
  throw new Error(`manifest.json "${key}" and the code differ on: ${difference.join(', ')}`);
}
