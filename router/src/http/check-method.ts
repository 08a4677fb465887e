import type { IncomingMessage } from 'node:http';
import { httpError } from './http-error.ts';
import { mediaTypeOf } from './media-type-of.ts';

/**
 * Refuses requests GraphQL over HTTP does not know.
 * @throws AppError BAD_REQUEST: HTTP 405 unless GET or POST, 415 unless a POST is JSON in UTF-8.
 */
export function checkMethod({ method, headers }: IncomingMessage): void {
  if (method === 'GET') return;
  if (method !== 'POST') {
    throw httpError(405, 'BAD_REQUEST', 'Use POST, or GET for queries.', { allow: 'GET, POST' });
  }
  const header = headers['content-type'];
  if (mediaTypeOf(header) !== 'application/json') {
    throw httpError(415, 'BAD_REQUEST', 'POST with `content-type: application/json`.', {
      'accept-post': 'application/json',
    });
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(header ?? '')?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw httpError(415, 'BAD_REQUEST', 'The body must be UTF-8.');
}
