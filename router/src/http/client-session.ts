import type { IncomingMessage } from 'node:http';
import type { ClientSession } from '@gestas/sdk';

/** The only cookies that cross to the plugin with `sessionCookies: true`. */
const SESSION_COOKIE = /^(__Host-)?gestas_refresh_[A-Za-z0-9_-]{6,22}$/;
const SESSION_HINT = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_USER_AGENT = 512;

/**
 * What the session plugin may know of the browser: session cookies, address, user agent, and `x-session`, which says
 * for which of the browser's sessions the tab speaks. `x-forwarded-for` counts only behind a trusted proxy.
 */
export function clientSession(request: IncomingMessage, trustProxy: boolean): ClientSession {
  const hint = request.headers['x-session'];
  return {
    cookies: sessionCookies(request.headers.cookie),
    address: clientAddress(request, trustProxy),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
    sessionHint: typeof hint === 'string' && SESSION_HINT.test(hint) ? hint : null,
  };
}

/** The caller's address: the last entry of `x-forwarded-for` (the one our own proxy wrote) if that proxy is trusted. */
function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  const direct = request.socket.remoteAddress ?? '';
  const header = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  if (header === undefined) return direct;
  const last = String(header).split(',').at(-1)?.trim();
  return last ? last : direct;
}

function sessionCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    if (SESSION_COOKIE.test(name) && !Object.hasOwn(cookies, name)) {
      cookies[name] = pair.slice(equals + 1).trim();
    }
  }
  return cookies;
}
