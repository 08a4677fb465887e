import { buildSubgraphSchema } from '@apollo/subgraph';
import { createLogger, type Logger, type Viewer, withPlatformHeader } from '@gestas/sdk';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { composeSubgraphs } from '../../composition/compose-subgraphs.ts';
import { compositionId } from '../../composition/composition-id.ts';
import type { Caller, GraphQLRequest, GraphResult, PluginClient } from '../../pipeline.ts';
import { createInlinePlanners } from '../../planning/inline-planners.ts';
import { createGraph } from '../create-graph.ts';
import type { GraphOptions, ServedGraph } from '../graph-options.ts';

/** The library's resolver map, which it does not export by name. */
type ApolloResolvers = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>;

/** A real plugin: SDL (the platform's header is put before it unless it links itself) and graphql-js resolvers. */
export type WorldPlugin = {
  readonly sdl: string;
  readonly resolvers?: Readonly<Record<string, object>>;
  /** Added to each answer's `extensions`. */
  readonly extensions?: (caller: Caller) => Record<string, unknown>;
  /** Replaces the answer's text. */
  readonly answer?: (body: string) => string | Promise<string>;
};

/** One request that reached a plugin. */
export type SentRequest = {
  readonly plugin: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly retryable: boolean;
};

/** Plugins in this process, the graph over them, and what was sent. */
export type PluginWorld = {
  readonly graph: ServedGraph;
  readonly client: PluginClient;
  readonly sent: SentRequest[];
  /** Lines the graph logged. */
  readonly log: Record<string, unknown>[];
  /** Prepares and runs one request. */
  ask(query: string, options?: AskOptions): Promise<GraphResult['result']>;
  /** The same, with the cookies. */
  answer(query: string, options?: AskOptions): Promise<GraphResult>;
};

/** How a request is asked. */
export type AskOptions = {
  readonly caller?: Caller;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
};

/** Composes the plugins and serves them; planning is done in line, so that tests are quick. */
export async function createPluginWorld(
  plugins: Readonly<Record<string, WorldPlugin>>,
  options: Partial<GraphOptions> = {},
): Promise<PluginWorld> {
  const sent: SentRequest[] = [];
  const log: Record<string, unknown>[] = [];
  const client = createWorldClient(plugins, sent);
  const graph = await createGraph({
    supergraphSdl: composeWorld(plugins),
    client,
    logger: memoryLogger(log),
    planners: createInlinePlanners(),
    ...options,
  });
  const answer: PluginWorld['answer'] = async (
    query,
    { caller = anonymous(), variables = {}, operationName } = {},
  ) => {
    const prepared = await graph.prepare(requestOf(query, variables, operationName), caller);
    const result = await graph.run(prepared, graph.coerceVariables(prepared, variables), caller);
    return { ...result, result: JSON.parse(JSON.stringify(result.result)) };
  };
  return {
    graph,
    client,
    sent,
    log,
    answer,
    ask: async (...asked) => (await answer(...asked)).result,
  };
}

/** The supergraph of the plugins. */
export function composeWorld(plugins: Readonly<Record<string, WorldPlugin>>): string {
  const subgraphs = Object.entries(plugins).map(([name, { sdl }]) => ({
    name,
    url: `http://${name}.test/graphql`,
    sdl: withHeader(sdl),
  }));
  const composition = composeSubgraphs(compositionId(subgraphs.map(({ sdl }) => sdl)), subgraphs);
  if (!composition.ok) throw new Error(composition.faults.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

/** A request without extensions. */
export function requestOf(
  query: string,
  variables: Record<string, unknown> | null = null,
  operationName: string | null = null,
): GraphQLRequest {
  return { query, variables, operationName, extensions: null };
}

/** A caller nobody knows. */
export function anonymous(overrides: Partial<Caller> = {}): Caller {
  return {
    viewer: null,
    tokenState: 'absent',
    expiresAt: null,
    session: null,
    requestId: 'request-1',
    traceparent: null,
    transport: 'http',
    signal: new AbortController().signal,
    forwardedHeaders: {},
    ...overrides,
  };
}

/** A signed-in caller with these permissions. */
export function signedIn(permissions: readonly string[], overrides: Partial<Caller> = {}): Caller {
  return anonymous({ viewer: viewer(permissions), tokenState: 'valid', ...overrides });
}

/** A viewer with these permissions. */
export function viewer(permissions: readonly string[]): Viewer {
  return {
    userId: '018f0000-0000-7000-8000-000000000001',
    tenantId: '018f0000-0000-7000-8000-0000000000aa',
    roleId: '018f0000-0000-7000-8000-0000000000bb',
    sessionId: 'session-1',
    permissions,
  };
}

function createWorldClient(
  plugins: Readonly<Record<string, WorldPlugin>>,
  sent: SentRequest[],
): PluginClient {
  const schemas = new Map<string, GraphQLSchema>();
  for (const [name, { sdl, resolvers = {} }] of Object.entries(plugins)) {
    schemas.set(
      name,
      buildSubgraphSchema({
        typeDefs: parse(withHeader(sdl)),
        resolvers: resolvers as ApolloResolvers,
      }),
    );
  }
  return {
    async send(plugin, body, caller, { retryable }) {
      const { query, variables, operationName } = JSON.parse(body);
      sent.push({ plugin, query, variables, caller, retryable });
      const schema = schemas.get(plugin);
      if (!schema) throw new Error(`No plugin ${plugin}.`);
      const replaced = await plugins[plugin]?.answer?.(body);
      if (replaced !== undefined) return { status: 200, body: replaced };
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        operationName,
        contextValue: { caller },
      });
      const extensions = plugins[plugin]?.extensions?.(caller);
      return { status: 200, body: JSON.stringify(extensions ? { ...result, extensions } : result) };
    },
  };
}

function withHeader(sdl: string): string {
  return sdl.includes('@link(') ? sdl : withPlatformHeader(sdl);
}

function memoryLogger(lines: Record<string, unknown>[]): Logger {
  return createLogger('router-test', 'debug', {
    write: (line) => void lines.push(JSON.parse(line)),
  });
}
