import type { ServerResponse } from 'node:http';
import type { Answer } from '../engine/create-engine.ts';
import type { Refusal } from '../engine/refusal.ts';
import type { MediaType } from './negotiate-accept.ts';

/** Writes a value as JSON with a length; nothing when the answer was already begun or the client has gone. */
export function writeJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(headers as Record<string, string | string[]>),
    'content-length': body.length,
  });
  response.end(body);
}

/** Writes the engine's answer in the media type the client asked for (GraphQL over HTTP, section 6.4). */
export function writeAnswer(response: ServerResponse, answer: Answer, mediaType: MediaType): void {
  const isPlain = mediaType === 'application/json';
  const cookies = answer.setCookies.length > 0 ? { 'set-cookie': answer.setCookies } : {};
  writeJson(response, isPlain && answer.requestError ? 200 : answer.status, answer.result, {
    ...answer.headers,
    ...cookies,
    'content-type': `${isPlain ? mediaType : 'application/graphql-response+json'}; charset=utf-8`,
  });
}

/** Writes a request that was refused before the engine saw it. */
export function writeRefusal(response: ServerResponse, refusal: Refusal): void {
  const challenge: Record<string, string> =
    refusal.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  writeJson(
    response,
    refusal.status,
    { errors: refusal.errors },
    {
      ...challenge,
      ...refusal.headers,
    },
  );
}
