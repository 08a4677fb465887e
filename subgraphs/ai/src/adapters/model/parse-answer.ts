import type { z } from 'zod';
import { ModelError } from '../../models/model-service.ts';

/** Reads a provider's answer. @throws ModelError INVALID_ANSWER naming the first place that is not as agreed. */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') || 'the whole';
  throw new ModelError('INVALID_ANSWER', `The answer is not as agreed at ${place}.`);
}
