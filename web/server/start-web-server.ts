import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { isProxied, proxyRequest, proxyUpgrade } from './proxy.ts';
import { serveFile } from './serve-file.ts';

const POLL_MS = 20;

/** What to serve, and where. */
export type WebServerOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string | undefined;
  /** A folder that `buildWeb` answered. */
  readonly folder: string;
  /** The router's origin, such as `http://127.0.0.1:3000`. */
  readonly routerUrl: string;
  /** Whether `x-forwarded-for` is written by a proxy of ours; the router is then told the address that proxy saw. */
  readonly trustProxy?: boolean | undefined;
  readonly drain?: WebDrain | undefined;
};

/** How patiently it stops, in milliseconds; without it, at once. */
export type WebDrain = {
  /** How long it goes on accepting after `/health/ready` has said 503. */
  readonly waitMs: number;
  /** How long answers under way may take. Streams and sockets are not waited for: their clients resume elsewhere. */
  readonly limitMs: number;
};

/** A server that listens; `stop` ends its connections too. */
export type RunningWebServer = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Serves the client and, under the same origin, the router's `/graphql` (HTTP, event streams, WebSocket), `/files` and
 * `/.well-known`. `/health/live` and `/health/ready` speak of this server alone. Throws when the port is taken, naming the
 * variable that chooses it.
 */
export async function startWebServer(options: WebServerOptions): Promise<RunningWebServer> {
  const { port, host = '127.0.0.1', folder, drain } = options;
  const target = { routerUrl: options.routerUrl, trustProxy: options.trustProxy ?? false };
  let isDraining = false;
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (isDraining) response.setHeader('connection', 'close');
    if (answerHealth(request, response, isDraining)) return;
    if (isProxied(request.url))
      proxyRequest(target, request, response, () => underWay.delete(response));
    else void serveFile(folder, request, response);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    if (!isProxied(request.url)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    proxyUpgrade(target, request, socket, head);
  });
  // Event streams and slow uploads outlive any timeout here; the router has its own.
  server.requestTimeout = 0;
  await listen(server, port, host);
  return {
    url: `http://localhost:${portOf(server)}`,
    async stop() {
      isDraining = true;
      await close(server, { upgraded, underWay }, drain ?? { waitMs: 0, limitMs: 0 });
    },
  };
}

/** Answers `/health/live` and `/health/ready`; false for every other path. */
function answerHealth(
  { url }: IncomingMessage,
  response: ServerResponse,
  isDraining: boolean,
): boolean {
  if (url !== '/health/live' && url !== '/health/ready') return false;
  const isReady = url === '/health/live' || !isDraining;
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: isReady ? 'ok' : 'draining' }));
  return true;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE';
      const message = `Port ${port} of the web client is in use; choose another with WEB_PORT.`;
      reject(isBusy ? new Error(message, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Open = {
  readonly upgraded: ReadonlySet<Duplex>;
  readonly underWay: ReadonlySet<ServerResponse>;
};

/** Waits, accepts nothing more, lets answers under way end, then ends the rest. */
async function close(server: Server, open: Open, { waitMs, limitMs }: WebDrain): Promise<void> {
  if (waitMs > 0) await delay(waitMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const until = performance.now() + limitMs;
  while (open.underWay.size > 0 && performance.now() < until) await delay(POLL_MS);
  for (const socket of open.upgraded) socket.destroy();
  server.closeAllConnections();
  await closed;
}
