import { z } from 'zod';

/** A schema of JSON text: parses it, and says only that it is none, never what stood there (it may be a secret). */
export const JsonText = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    ctx.addIssue('must be JSON');
    return z.NEVER;
  }
});
