import { z } from 'zod';

/** A permission's name, such as `cms:post:read`. */
export const permissionName = z
  .string()
  .regex(/^[a-z][a-z-]*:[a-z][a-z-]*:[a-z][a-z-]*$/, 'must be plugin:noun:verb, lower-case');

/** A text in the languages of the platform. */
export const localised = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
