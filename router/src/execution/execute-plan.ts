import type { PlanNode, ResponsePath } from '@apollo/query-planner';
import { isObjectType } from 'graphql';
import { executeFetch } from './execute-fetch.ts';
import type { ExecutePlan, PlanRun } from './plan-execution.ts';
import { mergeRaw, rawObject } from './raw-data.ts';

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
