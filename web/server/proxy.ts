import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Headers that speak of one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const PROXIED = ['/graphql', '/files', '/.well-known'];

/** The router, and whether what stands before us may name the client's address. */
export type ProxyTarget = { readonly routerUrl: string; readonly trustProxy: boolean };

/** Whether a request's path belongs to the router. */
export function isProxied(url: string | undefined): boolean {
  const [path = '/'] = (url ?? '/').split(/[?#]/);
  return PROXIED.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/**
 * Passes a request on to the router and its answer back, each as it comes: event streams are not held up. `onStream`
 * tells that the answer is one, which has no end of its own.
 */
export function proxyRequest(
  target: ProxyTarget,
  request: IncomingMessage,
  response: ServerResponse,
  onStream: () => void,
): void {
  const upstream = toRouter(target, request, withoutHops(request.headers));
  upstream.on('response', (answer) => {
    if (answer.headers['content-type']?.startsWith('text/event-stream')) onStream();
    response.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers));
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  upstream.on('error', () => answerUnavailable(response));
  request.on('aborted', () => upstream.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** Passes a WebSocket on to the router: the handshake first, then both directions as they are. */
export function proxyUpgrade(
  target: ProxyTarget,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { upgrade = 'websocket' } = request.headers;
  const upstream = toRouter(target, request, {
    ...withoutHops(request.headers),
    connection: 'Upgrade',
    upgrade,
  });
  const giveUp = () => socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n');
  upstream.on('upgrade', (answer, far: Socket, farHead) => {
    socket.write(rawHead(answer));
    if (farHead.length > 0) socket.write(farHead);
    if (head.length > 0) far.write(head);
    join(socket, far);
  });
  upstream.on('response', (answer) => {
    socket.write(rawHead(answer));
    answer.pipe(socket);
  });
  upstream.on('error', giveUp);
  socket.on('error', () => upstream.destroy());
  upstream.end();
}

function join(near: Duplex, far: Socket): void {
  far.setNoDelay(true);
  far.setTimeout(0);
  near.pipe(far);
  far.pipe(near);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

function toRouter(
  target: ProxyTarget,
  request: IncomingMessage,
  headers: IncomingHttpHeaders,
): ClientRequest {
  const { hostname, port } = new URL(target.routerUrl);
  return openRequest({
    hostname,
    port,
    method: request.method,
    path: request.url,
    headers: { ...headers, ...forwarded(request, target.trustProxy) },
    agent: false,
  });
}

/** Who asks and by which name; what a client claims about itself is not passed on, what our own proxy says is. */
function forwarded(
  { socket, headers }: IncomingMessage,
  trustProxy: boolean,
): Record<string, string> {
  const seen = trustProxy ? lastOf(headers['x-forwarded-for']) : undefined;
  return {
    'x-forwarded-for': seen ?? socket.remoteAddress ?? '',
    'x-forwarded-host': headers.host ?? '',
    'x-forwarded-proto': 'encrypted' in socket ? 'https' : 'http',
  };
}

/** The last entry of a list in a header: the one that the proxy next to us wrote. */
function lastOf(header: string | readonly string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',')
      .at(-1)
      ?.trim() || undefined
  );
}

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.includes(name)),
  );
}

function rawHead({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function answerUnavailable(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { ...SECURITY_HEADERS, 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      errors: [
        {
          message: 'The router does not answer; try again in a moment.',
          extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'router' },
        },
      ],
    }),
  );
}
