import type { QueryPlan } from '@apollo/query-planner';
import type { PlanRequest } from './planner.ts';

/** A plan that was asked for and has not been given yet. */
export type Waiting = {
  readonly compositionId: string;
  readonly request: PlanRequest;
  /** What the negative cache knows it by. */
  readonly key: string;
  resolve(plan: QueryPlan): void;
  reject(reason: unknown): void;
};

/** Name of a plan request among all compositions. */
export function keyOf(
  compositionId: string,
  { document, operationName, overrides }: PlanRequest,
): string {
  return JSON.stringify([compositionId, document, operationName, ...overrides]);
}

/** Counts who holds each composition, so that it is forgotten when the last one lets go. */
export type Holders = {
  hold(compositionId: string): void;
  /** Whether nobody holds it any more. */
  letGo(compositionId: string): boolean;
  isHeld(compositionId: string): boolean;
};

/** Makes a count of nothing. */
export function createHolders(): Holders {
  const counts = new Map<string, number>();
  return {
    hold: (id) => void counts.set(id, (counts.get(id) ?? 0) + 1),
    isHeld: (id) => counts.has(id),
    letGo(id) {
      const left = (counts.get(id) ?? 1) - 1;
      if (left > 0) counts.set(id, left);
      else counts.delete(id);
      return left <= 0;
    },
  };
}
