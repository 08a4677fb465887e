import type { IncomingMessage } from 'node:http';
import type { ClientSession } from '@gestas/sdk';
import { httpError } from './http-error.ts';
import { mediaTypeOf } from './media-type-of.ts';

const SIMPLE_TYPES = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
] as const;

/**
 * Refuses what a foreign page could make a browser send without asking first (Apollo Server's "CSRF prevention"). A POST
 * must be `application/json`, which always takes a preflight. A GET can only be a query and no cookie ever signs it, so
 * it passes, unless it carries a session cookie or a form's content type without a header that takes a preflight.
 * Whoever sends a session cookie must come from an allowed origin or from the router's own.
 * @throws AppError: FORBIDDEN with HTTP 403 for a foreign origin, BAD_REQUEST with HTTP 400 otherwise.
 */
export function checkCsrf(
  request: IncomingMessage,
  session: ClientSession,
  allowedOrigins: readonly string[],
): void {
  const hasCookie = Object.keys(session.cookies).length > 0;
  if (hasCookie && isForeign(request, allowedOrigins)) {
    throw httpError(
      403,
      'FORBIDDEN',
      'Requests with a session cookie must come from the web client.',
    );
  }
  if (request.method !== 'GET' || takesPreflight(request)) return;
  if (hasCookie || request.headers['content-type'] !== undefined) {
    throw httpError(
      400,
      'BAD_REQUEST',
      'This GET could be forged by another site: send the header `apollo-require-preflight: 1`.',
    );
  }
}

function takesPreflight(request: IncomingMessage): boolean {
  const { headers } = request;
  if (headers['apollo-require-preflight'] || headers['x-apollo-operation-name']) return true;
  const type = mediaTypeOf(headers['content-type']);
  return type !== null && !SIMPLE_TYPES.some((simple) => simple === type);
}

function isForeign(request: IncomingMessage, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site';
  if (allowedOrigins.includes(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
