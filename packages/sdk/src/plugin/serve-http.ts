import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INTERNAL_TOKEN_HEADER, REQUEST_ID_HEADER } from '../internal-token.ts';
import type { RunningPlugin } from './create-plugin.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/**
 * Serves a plugin over HTTP for the router: POST /graphql with the internal token, /health/live and /health/ready.
 * @throws Error naming plugin, port and the variable to change when the port is taken.
 */
export async function serveHttp(
  plugin: RunningPlugin,
  port: number,
  portVariable: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let isDraining = false;
  const server = createServer((request, response) => {
    if (isDraining) response.setHeader('connection', 'close');
    if (answerHealth(request, response, isDraining)) return;
    route(plugin, request, response).catch(() => response.destroy());
  });
  await listen(server, plugin.manifest.name, port, portVariable);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${actual}/graphql`,
    stop: () =>
      new Promise((resolve) => {
        isDraining = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
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

/** Answers `/health/live` and `/health/ready`; false for every other path. */
function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  isDraining: boolean,
): boolean {
  const path = pathOf(request);
  if (path !== '/health/live' && path !== '/health/ready') return false;
  const isReady = path === '/health/live' || !isDraining;
  send(response, isReady ? 200 : 503, `{"status":"${isReady ? 'ok' : 'draining'}"}`);
  return true;
}

function pathOf({ url }: IncomingMessage): string | undefined {
  return url?.split('?')[0];
}

async function route(
  plugin: RunningPlugin,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
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
