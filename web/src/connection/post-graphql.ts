import { type AnswerError, createRequestError } from './failure.ts';

/** One operation as it goes over the wire. */
export type GraphQLPayload = {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly extensions?: Record<string, unknown> | null | undefined;
};

/** A GraphQL response with the request id its HTTP answer carried. */
export type Answer = {
  readonly status: number;
  readonly requestId: string | null;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Record<string, unknown>;
};

/** What one POST needs besides the operation. */
export type PostOptions = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: typeof fetch;
};

/**
 * Sends one operation by POST (GraphQL over HTTP). GraphQL errors are answered, not thrown; a broken connection or an
 * answer that is not GraphQL throws a RequestError with the code `NETWORK`.
 */
export async function postGraphQL(payload: GraphQLPayload, options: PostOptions): Promise<Answer> {
  const { url, headers = {}, signal, fetch: send = globalThis.fetch } = options;
  const response = await send(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(payload),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => refuse(error, null));
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch((error: unknown) => refuse(error, requestId));
  if (!isAnswer(body))
    return refuse(`The server answered with status ${response.status}.`, requestId);
  return { ...body, status: response.status, requestId };
}

function refuse(cause: unknown, requestId: string | null): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  throw createRequestError({ code: 'NETWORK', message, requestId, fields: {} });
}

function isAnswer(body: unknown): body is Pick<Answer, 'data' | 'errors' | 'extensions'> {
  return typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);
}
