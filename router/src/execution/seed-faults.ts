import type { PlacedFault } from './fetch.ts';

const faultsOf = new WeakMap<object, readonly PlacedFault[]>();

/** Remembers what went wrong below an entity that will be a seed, to be told with the answer it becomes part of. */
export function rememberFaults(entity: object, faults: readonly PlacedFault[]): void {
  if (faults.length > 0) faultsOf.set(entity, faults);
}

/** What went wrong while a seed's values were fetched. */
export function seedFaults(seed: Readonly<Record<string, unknown>>): readonly PlacedFault[] {
  return Object.values(seed).flatMap((value) =>
    typeof value === 'object' && value !== null ? (faultsOf.get(value) ?? []) : [],
  );
}
