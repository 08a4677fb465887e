import { randomBytes } from 'node:crypto';
import type { Logger } from '@gestas/sdk';
import { createApolloExecutor } from '../apollo/create-apollo-executor.ts';
import { ANONYMOUS } from '../authentication/create-authenticate.ts';
import { createGraph } from '../execution/create-graph.ts';
import type { AuthorizationMode, ServedGraph } from '../execution/graph-options.ts';
import { createLimits } from '../limits/create-limits.ts';
import { STATIC_LIMITS } from '../limits/limits-profile.ts';
import { connectSubscriptions } from '../subscriptions/connect-subscriptions.ts';
import { createMetrics, type RouterMetrics } from '../telemetry/create-metrics.ts';
import { createPluginClient } from '../traffic/create-plugin-client.ts';
import { createEngine } from './create-engine.ts';
import { type Served, serveGraph } from './serve-graph.ts';
import { type StaticTarget, staticTargets } from './static-targets.ts';
import type { DrainLimits } from './stop-server.ts';

/** What a router in static mode is started with. */
export type StaticRouterOptions = {
  readonly supergraphSdl: string;
  /** 0: any free one. */
  readonly port: number;
  readonly host?: string | undefined;
  readonly logger: Logger;
  readonly authorization: AuthorizationMode;
  readonly introspection: boolean;
  /** Subgraph → address, in the place of the supergraph's. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Request headers that subgraphs receive. */
  readonly headers: readonly string[];
  readonly corsOrigins: readonly string[];
  /** `apollo`: plans are executed by `@apollo/gateway`, the second opinion. */
  readonly engine: 'own' | 'apollo';
  readonly drain?: DrainLimits;
};

/** A router in static mode. */
export type StaticRouter = Pick<Served, 'url' | 'port' | 'stop'>;

/**
 * Serves any Federation 2 supergraph: no tokens, everybody anonymous, limits off but for a 2 MB body and the guard
 * against planner bombs. Throws an Error when the supergraph can't be served, an override fits no subgraph, or the port
 * is taken.
 */
export async function startStaticRouter(options: StaticRouterOptions): Promise<StaticRouter> {
  const { supergraphSdl, logger } = options;
  const limits = createLimits(STATIC_LIMITS);
  const metrics = createMetrics(() => client.breakerStates());
  const client = createPluginClient({
    plugins: [],
    signer: null,
    logger,
    onFetch: metrics.observeFetch,
  });
  const graph = await createGraph({
    supergraphSdl,
    client,
    logger,
    authorization: options.authorization,
    introspection: options.introspection,
    checkLimits: limits.checkLimitsOf(supergraphSdl),
    maxTokens: Number.POSITIVE_INFINITY,
    ...(options.engine === 'apollo' ? { executePlan: createApolloExecutor(supergraphSdl) } : {}),
  });
  const close = async () => {
    await Promise.all([graph.stop(), client.close()]);
  };
  try {
    const targets = staticTargets(graph.plugins, options.overrides);
    client.setPlugins(targets);
    const served = await serveStatic(graph, targets, metrics, options);
    return {
      url: served.url,
      port: served.port,
      async stop() {
        await served.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function serveStatic(
  graph: ServedGraph,
  targets: readonly StaticTarget[],
  metrics: RouterMetrics,
  { logger, corsOrigins, headers, port, host, drain }: StaticRouterOptions,
): Promise<Served> {
  const engine = createEngine({ logger, admit: createLimits(STATIC_LIMITS).admit });
  engine.swap(graph);
  const shared = {
    engine,
    logger,
    authenticate: async () => ANONYMOUS,
    forwardedHeaders: headers.map((name) => name.toLowerCase()),
  };
  const transports = connectSubscriptions({
    ...shared,
    eventLog: null,
    cursorKey: randomBytes(32),
    allowedOrigins: corsOrigins,
    metrics: metrics.subscriptions,
    upstream: {
      request: ({ prepared, variables }) => graph.upstreamRequest(prepared, variables),
      url: (plugin) => webSocketUrl(targets.find(({ name }) => name === plugin)?.url),
    },
  });
  return serveGraph({
    ...shared,
    metrics,
    limits: STATIC_LIMITS,
    jwks: null,
    transports,
    port,
    host,
    portVariable: '--port',
    corsOrigins,
    sessionOrigins: corsOrigins,
    drain,
  });
}

function webSocketUrl(url: string | undefined): string | null {
  return url ? url.replace(/^http/, 'ws') : null;
}
