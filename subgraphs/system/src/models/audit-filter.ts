import { Id } from '@gestas/sdk';
import { z } from 'zod';

/** A whole value, or how one begins. */
export type TextMatch = { readonly text: string; readonly isPrefix: boolean };

/** `User:*` matches what begins with `User:`; without a star at the end the whole value is meant. */
const text = z
  .string()
  .trim()
  .max(200, 'must be 200 characters or less')
  .nullish()
  .transform((given): TextMatch | null => {
    if (!given) return null;
    return given.endsWith('*')
      ? { text: given.slice(0, -1), isPrefix: true }
      : { text: given, isPrefix: false };
  });

/** What `auditEntries` filters by; `from` is included, `to` is not. */
export const AuditFilter = z.object({
  actorId: Id.nullish().transform((id) => id ?? null),
  action: text,
  target: text,
  outcome: text,
  from: z
    .date()
    .nullish()
    .transform((date) => date ?? null),
  to: z
    .date()
    .nullish()
    .transform((date) => date ?? null),
});

/** A parsed filter; null means any. */
export type AuditFilter = z.output<typeof AuditFilter>;
