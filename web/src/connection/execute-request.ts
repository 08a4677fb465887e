import { backoff } from './backoff.ts';
import { type Clock, pause } from './clock.ts';
import { createRequestError } from './failure.ts';
import type { Answer, GraphQLPayload } from './post-graphql.ts';

/** What one request works with. */
export type ExecuteParts = {
  /** Sends once with this access token; throws when the connection breaks. */
  readonly post: (
    payload: GraphQLPayload,
    token: string | null,
    signal?: AbortSignal,
  ) => Promise<Answer>;
  /** The access token; `fresh` asks for a new one, because the last was refused. */
  readonly token: (fresh: boolean) => Promise<string | null>;
  readonly clock: Clock;
  readonly random?: (() => number) | undefined;
};

/** `isRepeatable` is true for queries: only they are sent again after a broken connection. */
export type ExecuteOptions = {
  readonly isRepeatable: boolean;
  readonly signal?: AbortSignal | undefined;
};

const RETRY = { base: 200, cap: 3_000 };
const RETRIES = 4;
const TOKEN_CODES = new Set(['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_INVALID']);
const BUSY_STATUSES = new Set([429, 502, 503, 504]);

/**
 * Sends one query or mutation as the signed-in viewer. A refused token is renewed and the request sent once more (it was
 * not executed); a query whose connection broke is tried again, with jitter. Throws a RequestError when nothing helps.
 */
export async function executeRequest(
  payload: GraphQLPayload,
  options: ExecuteOptions,
  parts: ExecuteParts,
): Promise<Answer> {
  const answer = await sendWithRetries(payload, options, parts, await parts.token(false));
  if (!isTokenRefused(answer)) return answer;
  const token = await parts.token(true);
  return token ? sendWithRetries(payload, options, parts, token) : answer;
}

async function sendWithRetries(
  payload: GraphQLPayload,
  { isRepeatable, signal }: ExecuteOptions,
  { post, clock, random }: ExecuteParts,
  token: string | null,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const isLast = !isRepeatable || attempt >= RETRIES;
    const answer = await post(payload, token, signal).catch((error: unknown) => {
      if (isLast || signal?.aborted) throw error;
      return null;
    });
    if (answer && (isLast || !BUSY_STATUSES.has(answer.status))) return answer;
    await pause(clock, backoff(attempt, RETRY, random), signal);
    if (signal?.aborted) throw aborted();
  }
}

function isTokenRefused({ errors = [] }: Answer): boolean {
  return errors.some(({ extensions }) => {
    const { code, reason } = extensions ?? {};
    return TOKEN_CODES.has(String(code)) || reason === 'UNAUTHENTICATED';
  });
}

function aborted() {
  return createRequestError({
    code: 'NETWORK',
    message: 'The request was called off.',
    requestId: null,
    fields: {},
  });
}
