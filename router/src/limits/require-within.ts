import { AppError } from '@gestas/sdk';

/**
 * Refuses a value above its maximum.
 * @param limit what clients see in `extensions.limit`; `sentence` is what the message calls it.
 * @throws AppError LIMIT_EXCEEDED with `extensions { limit, value, maximum }`.
 */
export function requireWithin(
  limit: string,
  value: number,
  maximum: number,
  sentence: string,
): void {
  if (value <= maximum) return;
  throw new AppError(
    'LIMIT_EXCEEDED',
    `The request has ${Number.isFinite(value) ? value : 'too many'} ${sentence}; at most ${maximum} are allowed.`,
    { limit, value: Number.isFinite(value) ? value : null, maximum },
  );
}
