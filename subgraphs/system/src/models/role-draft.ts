import { Id } from '@gestas/sdk';
import { z } from 'zod';
import { PermissionPattern } from './permission-pattern.ts';

const name = z.string().trim().min(1, 'must not be empty').max(80, 'must be 80 characters or less');
const permissions = z
  .array(PermissionPattern)
  .max(200, 'must name 200 permissions or less')
  .transform((names) => [...new Set(names)]);

/** What `createRole` accepts. */
export const RoleDraft = z.object({ name, permissions });

/** A parsed `createRole` input. */
export type RoleDraft = z.output<typeof RoleDraft>;

/** What `updateRole` accepts: what is left out, or null, stays. */
export const RoleChange = z
  .object({ id: Id, name: name.nullish(), permissions: permissions.nullish() })
  .refine((change) => change.name != null || change.permissions != null, {
    message: 'must change something',
    path: ['input'],
  });
