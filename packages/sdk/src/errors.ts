import { GraphQLError } from 'graphql';

/** Every code a client may see, with the sentence that explains it. The table is closed: add a row here or reuse one. */
export const ERROR_CODES = {
  BAD_USER_INPUT: 'The input failed validation; `extensions.fields` names each fault.',
  UNAUTHENTICATED: 'Nobody is signed in, or the credentials were not accepted.',
  FORBIDDEN: 'The viewer lacks the permission named in `extensions.permission`.',
  UNAUTHORIZED_FIELD_OR_TYPE:
    'The router removed a field the viewer may not read; `extensions.reason` says whether signing in or a permission is missing.',
  NOT_FOUND: 'The thing asked for does not exist, or the viewer may not know that it does.',
  CONFLICT: 'The change clashes with the present state, such as a taken slug.',
  RATE_LIMITED: 'Too many requests; retry after `extensions.retryAfterSeconds`.',
  PLUGIN_UNAVAILABLE:
    'The plugin that owns the field did not answer; `extensions.plugin` names it.',
  GRAPH_UNAVAILABLE:
    'A plugin needed the answer of others, and the router did not give it one; try again in a moment.',
  PLUGIN_ANSWER_INVALID:
    'The plugin that owns the field answered something that is not a GraphQL response.',
  GRAPHQL_PARSE_FAILED: 'The document is not well-formed GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema the viewer may see.',
  OPERATION_RESOLUTION_FAILURE: 'No operation, or several, match `operationName`.',
  BAD_REQUEST:
    'The HTTP request is not one a GraphQL server accepts; the message says what to change.',
  LIMIT_EXCEEDED:
    'The request is larger than a limit; `extensions` holds limit, value and maximum.',
  TOKEN_INVALID: 'The access token is malformed, forged or meant for somebody else.',
  TOKEN_EXPIRED: 'The access token has expired; refresh the session.',
  SESSION_ENDED: 'The session was revoked, reused or has run out; sign in again.',
  RESUME_GAP: 'The events after the given cursor are no longer kept; load the data anew.',
  CURSOR_INVALID: 'The cursor was not issued for this viewer, or is malformed.',
  SUBSCRIPTION_LIMIT: 'Too many subscriptions on one connection or tenant.',
  QUERY_PLANNING_FAILED:
    'The operation could not be planned; simplify it or report the request id.',
  REQUEST_TIMEOUT: 'The answer took longer than the router waits.',
  INTERNAL_SERVER_ERROR: 'A bug: the message is masked, the log has the rest under the request id.',
} as const;

/** A code of the closed table. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The only error thrown on purpose: code, a message that says how to mend it, and details for `extensions`.
 * Anything else that is thrown is a bug and is masked.
 */
export class AppError extends GraphQLError {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { ...details, code } });
    this.code = code;
  }
}
