import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql';
import { SUPPORTED_FEATURES } from '../composition/supported-features.ts';
import { narrowFragments } from './narrow-fragments.ts';
import type { PlanRequest } from './planner.ts';

/** Plans on the calling thread. */
export type BuildPlan = (request: PlanRequest) => QueryPlan;

/**
 * Readies Apollo's planner for one supergraph; takes long with large ones, so it belongs in a worker. Throws when the
 * supergraph can't be loaded. The plans it builds throw when the planner does, also for the operation with its type
 * conditions narrowed, and when a plan is empty although fields are selected: such a plan would be a silent null.
 */
export function createPlanBuilder(supergraphSdl: string): BuildPlan {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED_FEATURES });
  const planner = new QueryPlanner(supergraph, {});
  const schema = supergraph.apiSchema();
  let plainSchema: GraphQLSchema | null = null;

  const build = (document: DocumentNode, { operationName, overrides }: PlanRequest) => {
    const operation = operationFromDocument(
      schema,
      document,
      operationName ? { operationName } : {},
    );
    const plan = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    if (!plan.node && document.definitions.some(isCertainlyAnswered)) {
      throw new Error('The plan is empty although fields are selected.');
    }
    return plan;
  };
  return (request) => {
    const parsed = parse(request.document, { noLocation: true });
    try {
      return build(parsed, request);
    } catch (thrown) {
      plainSchema ??= schema.toGraphQLJSSchema();
      const narrowed = narrowFragments(plainSchema, parsed, request.operationName);
      if (!narrowed || print(narrowed) === print(parsed)) throw thrown;
      return build(narrowed, request);
    }
  };
}

function isCertainlyAnswered(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
  return definition.selectionSet.selections.some((node) => !node.directives?.length);
}
