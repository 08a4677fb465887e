import type { PlanNode, ResponsePath } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, isObjectType } from 'graphql';
import { executeFetch } from './execute-fetch.ts';
import type { PlacedFault, SendFetch } from './fetch.ts';
import { mergeRaw, type RawObject, rawObject } from './raw-data.ts';

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

/** Walks the plan: sequences in order, parallel branches at once. Faults of plugins are in the outcome. */
export const executePlan: ExecutePlan = async ({ node, seed, variables, schema, send }) => {
  const isConcrete = (name: unknown) =>
    typeof name === 'string' && isObjectType(schema.getType(name));
  const run: PlanRun = { variables, schema, send, isConcrete, data: rawObject(), faults: [] };
  if (seed) mergeRaw(run.data, seed, isConcrete);
  if (node) await executeNode(run, node, []);
  return { data: run.data, faults: run.faults };
};

async function executeNode(run: PlanRun, node: PlanNode, path: ResponsePath): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const child of node.nodes) await executeNode(run, child, path);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((child) => executeNode(run, child, path)));
      return;
    case 'Flatten':
      return executeNode(run, node.node, [...path, ...node.path]);
    case 'Condition': {
      const branch = run.variables[node.condition] === true ? node.ifClause : node.elseClause;
      return branch ? executeNode(run, branch, path) : undefined;
    }
    case 'Fetch':
      return executeFetch(run, node, path);
    case 'Defer':
      throw new Error('Plans with @defer are not executed.');
  }
}
