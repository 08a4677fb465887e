import type { ResponsePath } from '@apollo/query-planner';
import { isRawObject, type RawObject } from './raw-data.ts';

/** A path with the concrete indexes of lists. */
export type ConcretePath = readonly (string | number)[];

/** An object that a fetch adds to, and where it is. */
export type Target = { readonly object: RawObject; readonly path: ConcretePath };

/** Finds the objects at a plan's path; lists, nested ones too, are opened wherever they are met. */
export function targetsAt(root: RawObject, path: ResponsePath): readonly Target[] {
  const targets: Target[] = [];
  const steps = path.filter((step) => step !== '@');
  const walk = (value: unknown, depth: number, at: ConcretePath): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, depth, [...at, index]);
      return;
    }
    if (!isRawObject(value)) return;
    const step = steps[depth];
    if (step === undefined) targets.push({ object: value, path: at });
    else walk(value[step], depth + 1, [...at, step]);
  };
  walk(root, 0, []);
  return targets;
}
