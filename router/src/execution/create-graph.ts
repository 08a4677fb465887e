import { AppError } from '@gestas/sdk';
import { GraphQLError } from 'graphql';
import { createAuthority } from '../authorization/create-authority.ts';
import { readRules } from '../authorization/read-rules.ts';
import { noRules } from '../authorization/rules.ts';
import { loadSupergraph } from '../composition/load-supergraph.ts';
import type { Caller, GraphResult, PreparedOperation, RunOptions } from '../pipeline.ts';
import { coerceVariables } from '../planning/coerce-variables.ts';
import { createLru } from '../planning/create-lru.ts';
import { createPlannerPool } from '../planning/create-planner-pool.ts';
import { createDocumentReader } from './document-reader.ts';
import { establishViewer } from './establish-viewer.ts';
import type { GraphContext } from './graph-context.ts';
import type { GraphOptions, ServedGraph, UpstreamRequest } from './graph-options.ts';
import { prepareOperation } from './prepare-operation.ts';
import { createPreparedKeeper } from './prepared.ts';
import { resolveEventEntity } from './resolve-event-entity.ts';
import { runOperation } from './run-operation.ts';
import { firstFetch } from './split-plan.ts';
import { subscriptionSource } from './subscription-source.ts';

/**
 * Makes the graph of one composition: loads the supergraph, reads its rules and events, readies the planner.
 * Throws when the supergraph can't be served (unknown feature, malformed SDL); the message names the cause.
 */
export async function createGraph(options: GraphOptions): Promise<ServedGraph> {
  const pool = options.planners ?? createPlannerPool();
  try {
    const context = await createContext(options, pool);
    return serve(context, async () => {
      context.planner.release();
      if (!options.planners) await pool.stop();
    });
  } catch (thrown) {
    if (!options.planners) await pool.stop();
    throw thrown;
  }
}

async function createContext(
  options: GraphOptions,
  pool: NonNullable<GraphOptions['planners']>,
): Promise<GraphContext> {
  const supergraph = loadSupergraph(options.supergraphSdl, options.compositionId);
  const { compositionId, apiSchema, planningSdl, schema } = supergraph;
  const isOff = options.authorization === 'off';
  const rules = isOff ? noRules(compositionId) : readRules(schema, compositionId);
  const authority = createAuthority(apiSchema, rules, options.evaluatePolicies);
  const sessions = {
    establishing: options.establishing ?? new Map(),
    sessionPlugins: options.sessionPlugins ?? new Set<string>(),
  };
  return {
    options,
    supergraph,
    authority,
    sessions,
    planner: await pool.load(compositionId, planningSdl),
    readDocument: createDocumentReader(options, supergraph, authority, sessions),
    prepared: createLru(options.preparedOperations ?? 1_000),
    keeper: createPreparedKeeper(compositionId),
  };
}

function serve(context: GraphContext, stop: () => Promise<void>): ServedGraph {
  const { supergraph, keeper } = context;
  return {
    compositionId: supergraph.compositionId,
    supergraphSdl: supergraph.supergraphSdl,
    apiSchema: supergraph.apiSchema,
    plugins: supergraph.plugins,
    stop,
    prepare: (request, caller) => prepareOperation(context, request, caller),
    coerceVariables(prepared, variables) {
      const { facts, refusals } = keeper.open(prepared);
      const hideSuggestions = refusals.length > 0;
      return coerceVariables(supergraph.apiSchema, facts.operation, variables, { hideSuggestions });
    },
    subscriptionSource: (prepared, variables) => subscriptionSource(context, prepared, variables),
    run: (prepared, variables, caller, options = {}) =>
      run(context, prepared, variables, caller, options),
    resolveEventEntity: (...request) => resolveEventEntity(context, ...request),
    upstreamRequest: (prepared, variables) => upstreamRequest(context, prepared, variables),
  };
}

async function run(
  context: GraphContext,
  prepared: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  caller: Caller,
  options: RunOptions,
): Promise<GraphResult> {
  try {
    const { facts } = context.keeper.open(prepared);
    if (!facts.establishedBy || options.seed) {
      return await runOperation(context, prepared, variables, caller, options);
    }
    return await establishViewer(context, prepared, facts.establishedBy, variables, caller);
  } catch (thrown) {
    return { result: { data: null, errors: [failure(context, thrown, caller)] }, setCookies: [] };
  }
}

function failure({ options }: GraphContext, thrown: unknown, { requestId }: Caller): GraphQLError {
  if (thrown instanceof AppError) return thrown;
  options.logger.error({ err: thrown, requestId }, 'execution failed');
  return new GraphQLError('Something went wrong on our side.', {
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  });
}

function upstreamRequest(
  { keeper }: GraphContext,
  prepared: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): UpstreamRequest {
  const fetch = firstFetch(keeper.open(prepared).plan);
  if (!fetch) throw new AppError('BAD_REQUEST', 'This operation subscribes to nothing.');
  const names = (fetch.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
  const used = Object.fromEntries(names.map((name) => [name, variables[name]]));
  return { query: fetch.operation, variables: used };
}
