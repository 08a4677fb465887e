import { Supergraph } from '@apollo/federation-internals';
import {
  buildOperationContext,
  executeQueryPlan,
  type GraphQLDataSource,
  type ServiceMap,
} from '@apollo/gateway';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  visit,
} from 'graphql';
import { SUPPORTED_FEATURES } from '../composition/supported-features.ts';
import type { PlacedFault, SendFetch } from '../execution/fetch.ts';
import type { ExecutePlan } from '../execution/plan-execution.ts';
import { isRawObject, mergeRaw, type RawObject, rawObject } from '../execution/raw-data.ts';

/** The stand-in for a plugin that answers with the seed. */
const SEED = 'gestas seed';
const NOTHING = parse('{ __typename }', { noLocation: true });

/**
 * Makes an executor over `@apollo/gateway`'s `executeQueryPlan`: the second opinion that differential tests compare the
 * router's own executor with. Error paths are the library's.
 */
export function createApolloExecutor(supergraphSdl: string): ExecutePlan {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED_FEATURES });
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  return async ({ node, document, variables, schema: executionSchema, send, seed }) => {
    const operationDocument = withTypenames(document ?? NOTHING);
    const result = await executeQueryPlan(
      { kind: 'QueryPlan', ...planOf(node, seed) },
      servicesOf(supergraph, send, seed),
      requestContext(variables),
      buildOperationContext({ schema, operationDocument }),
      executionSchema,
      apiSchema,
    );
    const data = rawObject();
    if (isRawObject(result.data)) mergeRaw(data, result.data, () => false);
    return { data, faults: (result.errors ?? []).map(toFault) };
  };
}

/** The library gives only what is selected: the type of each object is needed for shaping. */
function withTypenames(document: DocumentNode): DocumentNode {
  const name = { kind: Kind.NAME, value: '__typename' } as const;
  return visit(document, {
    SelectionSet: (node, _key, parent) => {
      if (parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION) return undefined;
      return { ...node, selections: [{ kind: Kind.FIELD, name }, ...node.selections] };
    },
  });
}

function planOf(node: PlanNode | undefined, seed: RawObject | undefined): { node?: PlanNode } {
  if (!seed) return node ? { node } : {};
  const given: FetchNode = {
    kind: 'Fetch',
    serviceName: SEED,
    operation: '{ __typename }',
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
  };
  return { node: { kind: 'Sequence', nodes: node ? [given, node] : [given] } };
}

function servicesOf(
  supergraph: { subgraphsMetadata(): readonly { name: string }[] },
  send: SendFetch,
  seed: RawObject | undefined,
): ServiceMap {
  const services: ServiceMap = Object.create(null);
  services[SEED] = { process: async () => ({ data: structuredClone({ ...seed }) }) };
  for (const { name } of supergraph.subgraphsMetadata()) services[name] = serviceOf(name, send);
  return services;
}

function serviceOf(plugin: string, send: SendFetch): GraphQLDataSource {
  return {
    async process({ request }) {
      const { data, faults } = await send({
        plugin,
        operation: request.query ?? '',
        operationName: request.operationName,
        variables: request.variables ?? {},
        retryable: !request.query?.startsWith('mutation'),
      });
      const errors = faults.map(({ path, ...fault }) => (path ? { ...fault, path } : fault));
      return errors.length > 0 ? { data, errors } : { data };
    },
  };
}

function toFault({ message, path, extensions }: GraphQLError): PlacedFault {
  const { serviceName: _service, ...shown } = extensions;
  return { message, path: path ?? [], extensions: shown };
}

/** The library types its context as Apollo Server's, of which it reads the variables only. */
function requestContext(variables: Readonly<Record<string, unknown>>) {
  return {
    request: { variables: { ...variables } },
    context: {},
    metrics: {},
    // The rest of that type belongs to a server that isn't here.
  } as unknown as Parameters<typeof executeQueryPlan>[2];
}
