import { ModelError } from '../../models/model-service.ts';
import type { Deadline } from './deadline.ts';
import { responseError } from './response-error.ts';
import { retryAfter } from './retry-after.ts';

/** Where the endpoint is and how it is called. */
export type OpenaiEndpoint = {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
};

/** Calls an endpoint; an answer that is not 2xx rejects with a `ModelError`. Redirects are not followed: they could take the key along. */
export async function callOpenai(
  { baseUrl, apiKey }: OpenaiEndpoint,
  path: string,
  body: unknown,
  deadline: Deadline,
): Promise<Response> {
  const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    },
    redirect: 'error',
    signal: deadline.signal,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw responseError(response.status, retryAfter(response.headers.get('retry-after')));
}

/** Reads a JSON answer of at most so many bytes. */
export async function readJson(
  response: Response,
  deadline: Deadline,
  maxBytes: number,
): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const read = await (reader ? deadline.race(reader.read()) : undefined);
    if (!read || read.done) break;
    deadline.heard();
    bytes += read.value.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new ModelError('INVALID_ANSWER', 'The answer is too large.');
    }
    parts.push(read.value);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new ModelError('INVALID_ANSWER', 'The answer is not JSON.');
  }
}
