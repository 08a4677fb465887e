import { AppError } from '@gestas/sdk';
import type { RoleRecord } from '../../models/role-record.ts';
import type { RoleReader } from '../../repositories/role-repository.ts';

/** Roles by id, in their order; a foreign role is answered like a random one. BAD_USER_INPUT when one is missing. */
export async function findRoles(
  { roles }: { readonly roles: RoleReader },
  ids: readonly string[],
): Promise<readonly RoleRecord[]> {
  const found = await Promise.all(ids.map((id) => roles.findById(id)));
  return found.map((role) => {
    if (role) return role;
    const fault = 'names no role of this tenant';
    throw new AppError('BAD_USER_INPUT', `Check your input. roleIds: ${fault}`, {
      fields: { roleIds: fault },
    });
  });
}
