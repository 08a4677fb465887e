import type { PlanNode } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { PlacedFault, SendFetch } from './fetch.ts';
import type { RawObject } from './raw-data.ts';

/** What one execution of a plan needs. */
export type PlanExecution = {
  /** Nothing to fetch when undefined. */
  readonly node: PlanNode | undefined;
  /** The document that was planned: the operation without what the caller may not see. */
  readonly document: DocumentNode | null;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** With all types of the supergraph, inaccessible ones too. */
  readonly schema: GraphQLSchema;
  readonly send: SendFetch;
  /** Data that is there before the first fetch. */
  readonly seed?: RawObject | undefined;
};

/** What the plugins gave, joined, not shaped yet: more than was selected, no nulls propagated. */
export type PlanOutcome = { readonly data: RawObject; readonly faults: readonly PlacedFault[] };

/** Executes a plan; the seam behind which executors are exchanged. */
export type ExecutePlan = (execution: PlanExecution) => Promise<PlanOutcome>;

/** An execution under way. */
export type PlanRun = Omit<PlanExecution, 'node' | 'document' | 'seed'> & {
  readonly data: RawObject;
  readonly faults: PlacedFault[];
  /** Whether a `__typename` is that of an object type, which no other name replaces. */
  readonly isConcrete: (typename: unknown) => boolean;
};
