import type { IncomingMessage } from 'node:http';
import { SERVICE_TOKEN_HEADER } from '@gestas/sdk';
import { httpError } from './http-error.ts';

/** What only a browser or a signed-in client sends: a plugin's own call has none of it. */
const FOREIGN = ['authorization', 'cookie', 'origin', 'sec-fetch-site', 'x-session'] as const;

/**
 * The service token of a request; null when it has none, like every request of a client.
 * @throws AppError BAD_REQUEST when it comes with anything of a browser or a viewer, or otherwise than by POST.
 */
export function serviceTokenOf(request: IncomingMessage): string | null {
  const token = request.headers[SERVICE_TOKEN_HEADER];
  if (token === undefined) return null;
  const foreign = FOREIGN.find((name) => request.headers[name] !== undefined);
  if (typeof token === 'string' && !foreign && request.method === 'POST') return token;
  const reason = foreign ? `and never with \`${foreign}\`` : 'by POST';
  throw httpError(400, 'BAD_REQUEST', `A service token comes from a plugin alone, ${reason}.`);
}
