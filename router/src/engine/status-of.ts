import type { ErrorCode } from '@gestas/sdk';

/** HTTP statuses of a request that was refused as a whole; codes that are not here are the client's mistake: 400. */
const STATUSES: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  TOKEN_INVALID: 401,
  TOKEN_EXPIRED: 401,
  SESSION_ENDED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  PLUGIN_UNAVAILABLE: 503,
  PLUGIN_ANSWER_INVALID: 502,
  REQUEST_TIMEOUT: 504,
  QUERY_PLANNING_FAILED: 500,
  INTERNAL_SERVER_ERROR: 500,
};

/** Faults of the GraphQL request itself: plain `application/json` answers them with 200 (GraphQL over HTTP, 6.4.1). */
const REQUEST_ERRORS: readonly string[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
];

/** The HTTP status for a refusal with this code, when the answer is `application/graphql-response+json`. */
export function statusOf(code: string | undefined): number {
  return STATUSES[code as ErrorCode] ?? 400;
}

/** Whether the code blames the GraphQL request (parsing, validation, coercion), not the HTTP request or the server. */
export function isRequestError(code: string | undefined): boolean {
  return code !== undefined && REQUEST_ERRORS.includes(code);
}
