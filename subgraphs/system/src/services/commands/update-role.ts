import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { RoleChange } from '../../models/role-draft.ts';
import type { RoleRecord } from '../../models/role-record.ts';
import { keepAdministrator } from './keep-administrator.ts';
import { requireContributed } from './require-contributed.ts';
import { requireGrantable } from './require-grantable.ts';

/**
 * Changes a role's name or permissions and announces `role:changed`: it holds for open sessions too. Whoever does it must
 * have everything the role grants before and after, and can't leave the tenant without somebody who may do everything.
 */
export async function updateRole(ctx: CommandContext, input: unknown): Promise<RoleRecord> {
  const viewer = requirePermission(ctx, 'system:role:update');
  const { id, name, permissions } = parseInput(RoleChange, input);
  return ctx.transact(async (tx) => {
    await tx.users.lockRights();
    const role = await tx.roles.findById(id);
    if (!role) throw new AppError('NOT_FOUND', 'There is no such role.');
    requireGrantable(viewer, role.permissions, `The role ${role.name}`);
    requireGrantable(viewer, permissions ?? [], 'The change');
    await requireContributed(ctx, permissions ?? [], role.permissions);
    const change = {
      ...(name && name !== role.name && { name }),
      ...(permissions && !isSameSet(permissions, role.permissions) && { permissions }),
    };
    const fields = (['name', 'permissions'] as const).filter((field) => field in change);
    tx.audit({ target: `Role:${id}`, details: { fields, before: role, after: change } });
    if (fields.length === 0) return role;
    const updated = await keepAdministrator(tx, () => tx.roles.update(id, change));
    await tx.events.emit('role:changed', { roleId: id, fields });
    return updated;
  });
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
