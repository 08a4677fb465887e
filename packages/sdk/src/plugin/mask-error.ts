import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../create-logger.ts';
import { AppError, ERROR_CODES } from '../errors.ts';

const MASK = 'Something went wrong on our side. Quote the request id when you report it.';

/**
 * What of an error may leave the plugin: deliberate errors and GraphQL's own pass with their code; anything else is
 * logged with its stack and masked.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
  requestId: string,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof AppError) return formatted;
  const code = formatted.extensions?.['code'];
  const known =
    typeof code === 'string' &&
    Object.hasOwn(ERROR_CODES, code) &&
    code !== 'INTERNAL_SERVER_ERROR';
  if (known) return { ...formatted, extensions: { code } };
  logger.error({ err: original, path: formatted.path }, 'unexpected error');
  return {
    message: MASK,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  };
}
