import { type Schema, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import type { EventDeclaration } from '../pipeline.ts';
import { type RepresentationFields, readRepresentationFields } from '../planning/private-names.ts';
import { compositionId } from './composition-id.ts';
import { type JoinGraphs, readJoinGraphs } from './join-graphs.ts';
import { orderJoinTypes } from './order-join-types.ts';
import { readOverrideLabels } from './override-labels.ts';
import { readEvents } from './read-events.ts';
import { SUPPORTED_FEATURES } from './supported-features.ts';

/** A supergraph, read once. */
export type LoadedSupergraph = JoinGraphs & {
  readonly compositionId: string;
  /** As it was given. */
  readonly supergraphSdl: string;
  /** What planners load: the same, in the order that suits them. */
  readonly planningSdl: string;
  /** With every directive: rules and events are read here. */
  readonly schema: Schema;
  /** What clients see: neither inaccessible elements nor federation's machinery. */
  readonly apiSchema: GraphQLSchema;
  /** All types, inaccessible ones too: decides type conditions while executing. */
  readonly executionSchema: GraphQLSchema;
  readonly events: ReadonlyMap<string, EventDeclaration>;
  readonly overrideLabels: readonly string[];
  readonly representationFields: RepresentationFields;
};

/**
 * Reads a Federation 2 supergraph. Throws when it is malformed, or when it links a feature `for: EXECUTION` or
 * `for: SECURITY` that this router doesn't know: the message names the feature.
 */
export function loadSupergraph(
  supergraphSdl: string,
  id = compositionId([supergraphSdl]),
): LoadedSupergraph {
  const planningSdl = orderJoinTypes(supergraphSdl);
  const supergraph = Supergraph.build(planningSdl, { supportedFeatures: SUPPORTED_FEATURES });
  const { schema } = supergraph;
  return {
    ...readJoinGraphs(schema),
    compositionId: id,
    supergraphSdl,
    planningSdl,
    schema,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    executionSchema: schema.toGraphQLJSSchema(),
    events: readEvents(schema),
    overrideLabels: readOverrideLabels(schema),
    representationFields: readRepresentationFields(planningSdl),
  };
}
