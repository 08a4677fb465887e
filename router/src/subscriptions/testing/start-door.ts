import { createLogger, type Viewer } from '@gestas/sdk';
import { WebSocket } from 'ws';
import { createEngine } from '../../engine/create-engine.ts';
import { serveGraph } from '../../engine/serve-graph.ts';
import { DEFAULT_LIMITS } from '../../limits/limits-profile.ts';
import type { Graph } from '../../pipeline.ts';
import { createMetrics } from '../../telemetry/create-metrics.ts';
import { type ConnectOptions, connectSubscriptions } from '../connect-subscriptions.ts';
import type { SubscriptionLimits } from '../subscription-limits.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { CURSOR_KEY } from './start-hub.ts';
import { anIdentity, authenticateFrom, type Tokens } from './viewers.ts';

/** The only foreign page that may connect. */
export const WEB_ORIGIN = 'http://web.test';

/** Serves a graph over HTTP, event streams and WebSocket on a free port, as the router does. */
export async function startDoor(
  graph: Graph,
  limits: Partial<SubscriptionLimits> = {},
  overrides: Partial<ConnectOptions> = {},
) {
  const lines: string[] = [];
  const logger = createLogger('router', 'debug', { write: (line) => void lines.push(line) });
  const engine = createEngine({ logger, admit: () => {} });
  engine.swap(graph);
  const tokens: Tokens = new Map();
  const authenticate = authenticateFrom(tokens);
  const log = createMemoryEventLog();
  const metrics = createMetrics();
  const connected = connectSubscriptions({
    engine,
    authenticate,
    eventLog: log,
    cursorKey: CURSOR_KEY,
    allowedOrigins: [WEB_ORIGIN],
    metrics: metrics.subscriptions,
    logger,
    limits: { sweepMs: 50, tickMs: 5, retryMs: 5, farewellMs: 200, ...limits },
    ...overrides,
  });
  const served = await serveGraph({
    engine,
    logger,
    metrics,
    limits: DEFAULT_LIMITS,
    authenticate,
    jwks: null,
    transports: connected,
    port: 0,
    portVariable: 'ROUTER_PORT',
    corsOrigins: [WEB_ORIGIN],
    sessionOrigins: [WEB_ORIGIN],
  });
  return {
    ...served,
    engine,
    log,
    hub: connected.hub,
    lines,
    tokens,
    wsUrl: served.url.replace('http', 'ws'),
    /** Makes a token for a viewer. */
    signIn(viewer: Viewer, expiresAt: number | null = null, name = viewer.sessionId) {
      tokens.set(name, anIdentity(viewer, expiresAt));
      return name;
    },
    metrics: () => metrics.text(),
  };
}

/** A served graph. */
export type Door = Awaited<ReturnType<typeof startDoor>>;

/** How a socket was closed. */
export type Closing = { readonly code: number; readonly reason: string };

/** A socket that speaks the protocol by hand: for what no well-behaved client does. */
export async function openSocket(
  url: string,
  options: { readonly origin?: string; readonly protocol?: string } = {},
) {
  const { origin, protocol = 'graphql-transport-ws' } = options;
  const socket = new WebSocket(url, protocol, origin === undefined ? {} : { origin });
  const received: Record<string, unknown>[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    wake();
  });
  const closing = new Promise<Closing>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  await opened;
  const send = (message: unknown) =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const next = async (): Promise<Record<string, unknown>> => {
    while (received.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return received.shift() ?? {};
  };
  return {
    socket,
    closing,
    send,
    next,
    async init(authorization?: string) {
      send({ type: 'connection_init', payload: authorization ? { authorization } : {} });
      return next();
    },
  };
}
