import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '@gestas/sdk';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { requestId } from './request-id.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { writeJson } from './write-answer.ts';

/** Answers one route; must not throw. */
export type Route = (exchange: Exchange) => Promise<void> | void;

/** What the server needs. */
export type HttpServerOptions = {
  /** Path → what answers it; every other path is 404. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly corsOrigins: readonly string[];
  /** Called with each request, before it is answered. */
  readonly onBegin?: (exchange: Exchange) => void;
  /** Called once for each answered request, with the milliseconds it took. */
  readonly onDone: (exchange: Exchange, path: string, durationMs: number) => void;
  readonly logger: Logger;
  /** True while the server is draining: connections are told to close. */
  readonly isDraining: () => boolean;
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
};

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS = 100;

/** The router's HTTP server on `node:http`, not yet listening: headers, preflights, routing, and bounds on slow clients. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: options.headersTimeoutMs ?? 10_000,
      requestTimeout: options.requestTimeoutMs ?? 20_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
    },
    (request, response) => void dispatch(request, response, options),
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.on('clientError', refuseBrokenRequest);
  return server;
}

async function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
): Promise<void> {
  const began = performance.now();
  const path = pathOf(request);
  const note = { viewer: null, kind: 'other', operationName: null, code: null };
  const exchange: Exchange = { request, response, requestId: requestId(request), note };
  options.onBegin?.(exchange);
  response.once('close', () => options.onDone(exchange, path, performance.now() - began));
  setHeaders(exchange, options);
  try {
    await route(path, exchange, options);
  } catch (err) {
    options.logger.error({ err, requestId: exchange.requestId }, 'route failed');
    writeJson(response, 500, fault('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.'));
  }
}

async function route(path: string, exchange: Exchange, options: HttpServerOptions): Promise<void> {
  const { request, response } = exchange;
  if (!Object.hasOwn(options.routes, path)) {
    return writeJson(response, 404, fault('NOT_FOUND', 'There is nothing here; try /graphql.'));
  }
  if (request.method === 'OPTIONS') {
    const preflight = preflightHeaders(request, options.corsOrigins);
    response.writeHead(204, { allow: 'GET, POST, OPTIONS', ...preflight }).end();
    return;
  }
  await options.routes[path]?.(exchange);
}

function setHeaders({ request, response, requestId: id }: Exchange, options: HttpServerOptions) {
  const headers = { ...SECURITY_HEADERS, ...corsHeaders(request, options.corsOrigins) };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', id);
  if (options.isDraining()) response.setHeader('connection', 'close');
}

function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  return path;
}

const BROKEN: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    `The headers may have at most ${MAX_HEADER_BYTES} bytes.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
};

function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = BROKEN[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not well-formed HTTP.',
  ];
  const body = JSON.stringify(fault('BAD_REQUEST', message));
  const length = Buffer.byteLength(body);
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function fault(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
