import type { FetchNode } from '@apollo/query-planner';
import type { PlacedFault, PluginFault } from './fetch.ts';
import { type FetchSurroundings, fieldsOfFetch } from './fetch-fields.ts';
import { renamedStep } from './rewrites.ts';
import type { ConcretePath, Target } from './targets.ts';

/** What a fetch was about: each group of objects got one answer (all of them for a fetch of root fields). */
export type FetchPlaces = FetchSurroundings & {
  readonly fetch: FetchNode;
  readonly groups: readonly (readonly Target[])[];
};

const MOST = 100;

/**
 * Puts a plugin's faults at their places in the response. One without a path, or that concerns a whole entity, is put at
 * each field the fetch should have given; a single fault gives at most 100 errors.
 */
export function placeFaults(faults: readonly PluginFault[], places: FetchPlaces): PlacedFault[] {
  return faults.flatMap(({ path, message, extensions }) =>
    pathsOf(path, places)
      .slice(0, MOST)
      .map((placed) => ({ path: placed, message, extensions })),
  );
}

function pathsOf(path: ConcretePath | null, places: FetchPlaces): ConcretePath[] {
  const { fetch, groups } = places;
  const [first, index] = path ?? [];
  const isEntity = first === '_entities' && typeof index === 'number';
  const steps = (path ?? []).slice(fetch.requires ? 2 : 0);
  const inside = steps.map((step) => renamedStep(fetch.outputRewrites, step));
  const targets = fetch.requires && isEntity ? (groups[index] ?? []) : groups.flat();
  if (inside.length > 0 && (isEntity || !fetch.requires)) {
    return targets.map((target) => [...target.path, ...inside]);
  }
  return targets.flatMap((target) =>
    fieldsOfFetch(fetch, target.object, places).map((name) => [
      ...target.path,
      renamedStep(fetch.outputRewrites, name),
    ]),
  );
}
