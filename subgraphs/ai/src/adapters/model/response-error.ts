import { ModelError, type ModelFailure } from '../../models/model-service.ts';

const UNAUTHORIZED = new Set([401, 403]);

/** What an HTTP status of a provider means; the provider's own words, which may repeat a key, are left out. */
export function responseError(status: number, retryAfterMs: number | null): ModelError {
  return new ModelError(
    failureOf(status),
    `The model's endpoint answered ${status}.`,
    retryAfterMs,
  );
}

function failureOf(status: number): ModelFailure {
  if (UNAUTHORIZED.has(status)) return 'UNAUTHORIZED';
  if (status === 429) return 'RATE_LIMITED';
  return status >= 500 || status === 408 ? 'UNREACHABLE' : 'INVALID_ANSWER';
}
