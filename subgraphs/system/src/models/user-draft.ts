import { Id } from '@gestas/sdk';
import { z } from 'zod';

/** What `createUser` accepts. */
export const UserDraft = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'must be 254 characters or less')
    .pipe(z.email('must be an e-mail address')),
  name: z.string().trim().min(1, 'must not be empty').max(120, 'must be 120 characters or less'),
  roleIds: z
    .array(Id)
    .min(1, 'must name at least one role')
    .max(20, 'must name 20 roles or less')
    .refine((ids) => new Set(ids).size === ids.length, 'must not name a role twice'),
});

/** A parsed `createUser` input. */
export type UserDraft = z.output<typeof UserDraft>;
