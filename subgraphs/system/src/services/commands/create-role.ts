import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { RoleDraft } from '../../models/role-draft.ts';
import type { RoleRecord } from '../../models/role-record.ts';
import { requireContributed } from './require-contributed.ts';
import { requireGrantable } from './require-grantable.ts';

/** Creates a role of permissions that plugins contribute and the viewer has, and announces `role:changed`. */
export async function createRole(ctx: CommandContext, input: unknown): Promise<RoleRecord> {
  const viewer = requirePermission(ctx, 'system:role:create');
  const draft = parseInput(RoleDraft, input);
  requireGrantable(viewer, draft.permissions, 'The new role');
  await requireContributed(ctx, draft.permissions);
  return ctx.transact(async (tx) => {
    const role = await tx.roles.insert(draft);
    await tx.events.emit('role:changed', { roleId: role.id, fields: ['name', 'permissions'] });
    tx.audit({ target: `Role:${role.id}`, details: draft });
    return role;
  });
}
