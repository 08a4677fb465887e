import type { QueryPlan } from '@apollo/query-planner';
import type { FieldNode } from 'graphql';
import type { Judge } from '../authorization/judge.ts';
import type { Outcome } from '../authorization/outcomes.ts';
import type { Refusal } from '../authorization/refusals.ts';
import type { PreparedOperation } from '../pipeline.ts';
import type { OperationFacts } from './operation-facts.ts';

/** What the graph keeps with a prepared operation besides what others see of it. */
export type PreparedInside = {
  readonly facts: OperationFacts;
  /** Null when nothing has to be fetched. */
  readonly plan: QueryPlan | null;
  /** Fields without data. */
  readonly absent: ReadonlySet<FieldNode>;
  /** Response names that are private while fetching. */
  readonly privateNames: ReadonlySet<string>;
  readonly refusals: readonly Refusal[];
  readonly judge: Judge;
  readonly outcome: Outcome;
  /** Nothing may be answered: all was refused, or one refusal refuses all (mode `reject`). */
  readonly refusedWhole: boolean;
};

/** Keeps the inside of prepared operations out of reach. */
export type PreparedKeeper = {
  keep(prepared: PreparedOperation, inside: PreparedInside): PreparedOperation;
  /** Throws when the operation was prepared by another graph: rules and plan must be of one composition. */
  open(prepared: PreparedOperation): PreparedInside;
};

/** Makes a keeper for one composition. */
export function createPreparedKeeper(compositionId: string): PreparedKeeper {
  const insides = new WeakMap<PreparedOperation, PreparedInside>();
  return {
    keep(prepared, inside) {
      insides.set(prepared, inside);
      return prepared;
    },
    open(prepared) {
      const inside = insides.get(prepared);
      if (!inside || prepared.compositionId !== compositionId) {
        throw new Error('The operation was prepared on another composition.');
      }
      return inside;
    },
  };
}
