import type { z } from 'zod';
import { AppError } from './errors.ts';

/**
 * Turns untrusted input into a parsed value.
 * @throws AppError `BAD_USER_INPUT` with `extensions.fields`: dotted path → what is wrong with it.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = Object.fromEntries(
    result.error.issues.map((issue) => [issue.path.join('.') || 'input', issue.message]),
  );
  const summary = Object.entries(fields).map(([field, fault]) => `${field}: ${fault}`);
  throw new AppError('BAD_USER_INPUT', `Check your input. ${summary.join('; ')}`, { fields });
}
