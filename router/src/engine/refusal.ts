import { AppError, ERROR_CODES, type Logger } from '@gestas/sdk';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { httpHints } from '../http/http-error.ts';
import { isRequestError, statusOf } from './status-of.ts';

/** A request refused as a whole: nothing was executed, so there is no `data`. */
export type Refusal = {
  /** As `application/graphql-response+json` has it. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly GraphQLFormattedError[];
  /** Plain `application/json` answers such a refusal with 200. */
  readonly requestError: boolean;
};

/**
 * Turns whatever was thrown into what the client may see: errors with a code of the closed table pass, anything else is
 * a bug: logged with its stack under the request id and masked.
 */
export function toRefusal(thrown: unknown, requestId: string, logger: Logger): Refusal {
  const faults = (thrown instanceof AggregateError ? thrown.errors : [thrown]).map(
    (fault) => known(fault) ?? mask(fault, requestId, logger),
  );
  const [first] = faults;
  const code = first?.extensions.code as string | undefined;
  const hints = first && httpHints(first);
  return {
    status: hints?.status ?? statusOf(code),
    headers: { ...retryAfter(first), ...hints?.headers },
    errors: faults.map(format),
    requestError:
      hints === null && faults.every((fault) => isRequestError(String(fault.extensions.code))),
  };
}

function known(thrown: unknown): GraphQLError | null {
  if (!(thrown instanceof GraphQLError)) return null;
  const { code } = thrown.extensions;
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code) ? thrown : null;
}

function mask(thrown: unknown, requestId: string, logger: Logger): AppError {
  logger.error({ err: thrown, requestId }, 'request failed');
  return new AppError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { requestId });
}

function format(error: GraphQLError): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (!formatted.extensions || !('http' in formatted.extensions)) return formatted;
  const { http: _hints, ...extensions } = formatted.extensions;
  return { ...formatted, extensions };
}

function retryAfter(error: GraphQLError | undefined): Record<string, string> {
  const seconds = error?.extensions.retryAfterSeconds;
  return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {};
}
