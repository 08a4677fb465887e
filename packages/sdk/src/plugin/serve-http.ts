import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { INTERNAL_TOKEN_HEADER, REQUEST_ID_HEADER } from '../internal-token.ts';
import type { RunningPlugin } from './create-plugin.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Whether the plugin is on its way out: connections are closed after their answer. */
type Life = { readonly isLeaving: boolean };

/** A plugin's HTTP server. */
export type PluginServer = {
  readonly port: number;
  /** Resolves when nobody has asked anything for a second, but after 10 s at the latest. */
  untilQuiet(): Promise<void>;
  /** Accepts nothing more, and waits for what runs. */
  stop(): Promise<void>;
};

const QUIET_MS = 1_000;
const QUIET_LIMIT_MS = 10_000;
const QUIET_POLL_MS = 50;

/**
 * Serves a plugin over HTTP for the router: POST /graphql with the internal token, /health/live, and /health/ready, which
 * is 503 before the plugin has registered and once it leaves.
 * @throws Error naming plugin, port and the variable to change when the port is taken.
 */
export async function serveHttp(
  plugin: RunningPlugin,
  port: number,
  portVariable: string,
  life: Life,
  isReady: () => boolean,
): Promise<PluginServer> {
  let lastRequestAt = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST') lastRequestAt = performance.now();
    if (life.isLeaving) response.setHeader('connection', 'close');
    route(plugin, request, response, isReady).catch(() => response.destroy());
  });
  await listen(server, plugin.manifest.name, port, portVariable);
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    untilQuiet: () => untilQuiet(() => lastRequestAt),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function untilQuiet(lastRequestAt: () => number): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < QUIET_LIMIT_MS) {
    if (performance.now() - Math.max(began, lastRequestAt()) >= QUIET_MS) return;
    await delay(QUIET_POLL_MS);
  }
}

function listen(server: Server, name: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(
              `${name} cannot listen on port ${port}: it is taken. Free it, or set ${variable}.`,
              { cause },
            )
          : cause,
      );
    });
    server.listen(port, () => resolve());
  });
}

async function route(
  plugin: RunningPlugin,
  request: IncomingMessage,
  response: ServerResponse,
  isReady: () => boolean,
): Promise<void> {
  const path = request.url?.split('?')[0];
  if (path === '/health/live') return send(response, 200, '{"status":"live"}');
  if (path === '/health/ready') {
    return isReady()
      ? send(response, 200, '{"status":"ready"}')
      : send(response, 503, '{"status":"not ready"}');
  }
  if (path !== '/graphql') return send(response, 404, '{"errors":[{"message":"Not found."}]}');
  if (request.method !== 'POST') return send(response, 405, '{"errors":[{"message":"Use POST."}]}');
  const body = await readBody(request);
  if (body === null) {
    response.setHeader('connection', 'close'); // the rest of the body is not read
    return send(response, 413, '{"errors":[{"message":"The body is too large."}]}');
  }
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const answer = await plugin.handle({
    body,
    internalToken: header(request, INTERNAL_TOKEN_HEADER),
    requestId: header(request, REQUEST_ID_HEADER),
    signal: abort.signal,
  });
  send(response, answer.status, answer.body);
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, JSON_TYPE).end(body);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
