import type { IncomingMessage } from 'node:http';

const METHODS = 'GET, POST, OPTIONS';
const REQUEST_HEADERS = [
  'content-type',
  'authorization',
  'accept',
  'x-session',
  'x-request-id',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'last-event-id',
  'traceparent',
].join(', ');
const PREFLIGHT_SECONDS = '600';

/**
 * The CORS headers of an answer: none unless the request's origin is on the list, compared as text. `Vary` is always
 * there, so that no cache gives one origin's answer to another.
 */
export function corsHeaders(
  request: IncomingMessage,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-request-id, retry-after',
  };
}

/** The further headers of a preflight's answer; empty when the origin is not on the list, which makes browsers refuse. */
export function preflightHeaders(
  request: IncomingMessage,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': REQUEST_HEADERS,
    'access-control-max-age': PREFLIGHT_SECONDS,
  };
}
