import { AppError } from '@gestas/sdk';
import { GraphQLError } from 'graphql';

/** Codes that say "not now": they never end a subscription that worked before. */
const PASSING: readonly unknown[] = [
  'QUERY_PLANNING_FAILED',
  'INTERNAL_SERVER_ERROR',
  'REQUEST_TIMEOUT',
  'PLUGIN_UNAVAILABLE',
  'PLUGIN_ANSWER_INVALID',
  'RATE_LIMITED',
];

/** The error that must end a subscription which could not be prepared again; null when it may go on as it was. */
export function asEndingError(thrown: unknown): GraphQLError | null {
  const error: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  if (!(error instanceof GraphQLError)) return null;
  const { code } = error.extensions;
  return code === undefined || PASSING.includes(code) ? null : error;
}

/** The same error, saying where the subscription can be continued from. */
export function withCursor(error: GraphQLError, cursor: string | null): GraphQLError {
  if (cursor === null) return error;
  const { message, path, extensions } = error;
  return new GraphQLError(message, { path, extensions: { ...extensions, cursor } });
}

/** The error a subscription ends with when its token has run out. */
export function tokenExpired(): AppError {
  return new AppError('TOKEN_EXPIRED', 'The access token has expired: refresh it and continue.');
}

/** The error a subscription ends with when its session was revoked. */
export function sessionEnded(): AppError {
  return new AppError('SESSION_ENDED', 'The session was revoked: sign in again.');
}

/** The error for an operation beyond a cap. */
export function overCap(where: 'connection' | 'tenant', maximum: number): AppError {
  return new AppError('SUBSCRIPTION_LIMIT', `At most ${maximum} are allowed per ${where}.`, {
    limit: where,
    maximum,
  });
}
