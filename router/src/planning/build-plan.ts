import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DefinitionNode, Kind, parse } from 'graphql';
import { SUPPORTED_FEATURES } from '../composition/supported-features.ts';
import type { PlanRequest } from './planner.ts';

/** Plans on the calling thread. */
export type BuildPlan = (request: PlanRequest) => QueryPlan;

/**
 * Readies Apollo's planner for one supergraph; takes long with large ones, so it belongs in a worker. Throws when the
 * supergraph can't be loaded. The plans it builds throw when the planner does, and when a plan is empty although fields
 * are selected: such a plan would be a silent null.
 */
export function createPlanBuilder(supergraphSdl: string): BuildPlan {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED_FEATURES });
  const planner = new QueryPlanner(supergraph, {});
  const schema = supergraph.apiSchema();
  return ({ document, operationName, overrides }) => {
    const parsed = parse(document, { noLocation: true });
    const operation = operationFromDocument(schema, parsed, operationName ? { operationName } : {});
    const plan = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    if (!plan.node && parsed.definitions.some(isCertainlyAnswered)) {
      throw new Error('The plan is empty although fields are selected.');
    }
    return plan;
  };
}

function isCertainlyAnswered(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
  return definition.selectionSet.selections.some((node) => !node.directives?.length);
}
