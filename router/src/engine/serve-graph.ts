import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@gestas/sdk';
import type { AuthenticateService } from '../authentication/create-service-authenticate.ts';
import { createHttpServer, type Route } from '../http/create-http-server.ts';
import type { Exchange } from '../http/exchange.ts';
import { type Authenticate, createGraphQLHandler } from '../http/graphql-handler.ts';
import { writeJson } from '../http/write-answer.ts';
import type { LimitsProfile } from '../limits/limits-profile.ts';
import type { RouterMetrics } from '../telemetry/create-metrics.ts';
import { logAccess } from '../telemetry/log-access.ts';
import type { RouterEngine } from './create-engine.ts';
import { createInFlight } from './create-in-flight.ts';
import { listen } from './listen.ts';
import { type DrainLimits, stopServer } from './stop-server.ts';
import type { SubscriptionTransports } from './subscription-transports.ts';

/** What an engine is served with. */
export type ServeOptions = {
  readonly engine: RouterEngine;
  readonly logger: Logger;
  readonly metrics: RouterMetrics;
  readonly limits: LimitsProfile;
  readonly authenticate: Authenticate;
  readonly authenticateService?: AuthenticateService | undefined;
  /** What `/.well-known/jwks.json` says; null in static mode, which has no such path. */
  readonly jwks: (() => object) | null;
  readonly transports: SubscriptionTransports | null;
  readonly port: number;
  /** All interfaces when left out. */
  readonly host?: string | undefined;
  /** The variable or option to change when the port is taken. */
  readonly portVariable: string;
  /** Origins that browsers may call from. */
  readonly corsOrigins: readonly string[];
  /** Origins that may send session cookies. */
  readonly sessionOrigins: readonly string[];
  readonly trustProxy?: boolean | undefined;
  readonly forwardedHeaders?: readonly string[] | undefined;
  /** 30,000 when left out. */
  readonly clientTimeoutMs?: number | undefined;
  readonly drain?: DrainLimits | undefined;
};

/** A served engine. */
export type Served = {
  /** Such as `http://localhost:3000/graphql`. */
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Not ready, accepts nothing, lets requests under way finish, ends the rest; as long as `drain` allows. */
  stop(): Promise<void>;
};

/** Serves an engine over HTTP. Throws an Error naming port and variable when the port is taken. */
export async function serveGraph(options: ServeOptions): Promise<Served> {
  const { logger, metrics, transports } = options;
  let isDraining = false;
  const inFlight = createInFlight();
  const server = createHttpServer({
    routes: routesOf(options, () => isDraining),
    onBegin: inFlight.begin,
    corsOrigins: options.corsOrigins,
    logger,
    isDraining: () => isDraining,
    onDone(exchange, path, durationMs) {
      logAccess(logger, exchange, path, durationMs);
      const { kind, code } = exchange.note;
      if (path === '/graphql' && exchange.request.method !== 'OPTIONS') {
        metrics.observeRequest(kind, code, durationMs);
      }
    },
  });
  transports?.attachWebSocket(server);
  await listen(server, options.port, options.host, options.portVariable);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/graphql`,
    port,
    server,
    stop() {
      isDraining = true;
      const closeStreams = async () => transports?.close();
      return stopServer(server, inFlight, closeStreams, options.drain);
    },
  };
}

function routesOf(options: ServeOptions, isDraining: () => boolean): Record<string, Route> {
  const { engine, jwks, metrics } = options;
  const graphql = createGraphQLHandler({
    engine,
    authenticate: options.authenticate,
    authenticateService: options.authenticateService,
    handleSse: options.transports?.handleSse ?? null,
    logger: options.logger,
    allowedOrigins: options.sessionOrigins,
    body: options.limits.body,
    clientTimeoutMs: options.clientTimeoutMs ?? 30_000,
    trustProxy: options.trustProxy ?? false,
    forwardedHeaders: options.forwardedHeaders ?? [],
  });
  const ready = ({ response }: Exchange) => {
    const isReady = engine.isReady() && !isDraining();
    writeJson(response, isReady ? 200 : 503, {
      status: isReady ? 'ready' : 'not ready',
      ...(engine.isReady() ? { compositionId: engine.current().compositionId } : {}),
    });
  };
  const text = async ({ response }: Exchange) => {
    const body = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(body);
  };
  const keys = ({ response }: Exchange) => {
    writeJson(response, 200, jwks?.(), { 'cache-control': 'public, max-age=60' });
  };
  return {
    '/graphql': graphql,
    '/health/live': readOnly(({ response }) => writeJson(response, 200, { status: 'live' })),
    '/health/ready': readOnly(ready),
    '/metrics': readOnly(text),
    ...(jwks ? { '/.well-known/jwks.json': readOnly(keys) } : {}),
  };
}

function readOnly(route: Route): Route {
  return (exchange) => {
    const { method } = exchange.request;
    if (method === 'GET' || method === 'HEAD') return route(exchange);
    const fault = { message: 'This path can only be read.', extensions: { code: 'BAD_REQUEST' } };
    writeJson(exchange.response, 405, { errors: [fault] }, { allow: 'GET, HEAD' });
  };
}
