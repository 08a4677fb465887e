import { Id } from '@gestas/sdk';
import { z } from 'zod';

const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(120, 'must be 120 characters or less');
const roleIds = z
  .array(Id)
  .min(1, 'must name at least one role')
  .max(20, 'must name 20 roles or less')
  .refine((ids) => new Set(ids).size === ids.length, 'must not name a role twice');

/** What `createUser` accepts. */
export const UserDraft = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'must be 254 characters or less')
    .pipe(z.email('must be an e-mail address')),
  name,
  roleIds,
});

/** A parsed `createUser` input. */
export type UserDraft = z.output<typeof UserDraft>;

/** What `updateUser` accepts: what is left out, or null, stays. */
export const UserChange = z
  .object({
    id: Id,
    name: name.nullish(),
    roleIds: roleIds.nullish(),
    status: z
      .enum(['ACTIVE', 'SUSPENDED'], 'must be ACTIVE or SUSPENDED: only an invitation invites')
      .nullish(),
  })
  .refine((change) => change.name != null || change.roleIds != null || change.status != null, {
    message: 'must change something',
    path: ['input'],
  });

/** A parsed `updateUser` input. */
export type UserChange = z.output<typeof UserChange>;
