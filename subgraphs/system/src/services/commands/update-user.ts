import { AppError, parseInput, requirePermission, type Viewer } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { UserChange } from '../../models/user-draft.ts';
import { planUserChange, type UserPlan } from '../../models/user-plan.ts';
import type { UserRecord } from '../../models/user-record.ts';
import type { RoleReader } from '../../repositories/role-repository.ts';
import { findRoles } from './find-roles.ts';
import { keepAdministrator } from './keep-administrator.ts';
import { requireGrantable } from './require-grantable.ts';

/**
 * Changes a user's name, roles or status. Roles and status are rights: whoever changes them must have all that the user
 * has and is given, can't suspend themself, and can't leave the tenant without somebody who may do everything.
 */
export async function updateUser(ctx: CommandContext, input: unknown): Promise<UserRecord> {
  const viewer = requirePermission(ctx, 'system:user:update');
  const change = parseInput(UserChange, input);
  return ctx.transact(async (tx) => {
    await tx.users.lockRights();
    const user = await tx.users.findById(change.id);
    if (!user) throw new AppError('NOT_FOUND', 'There is no such user.');
    requirePossible(user, change);
    const plan = planUserChange(user, change);
    await requireRights(tx, viewer, user, plan);
    tx.audit({ target: `User:${user.id}`, details: detailsOf(user, plan) });
    if (plan.fields.length === 0) return user;
    const updated = await keepAdministrator(tx, () => tx.users.update(user.id, plan.update));
    if (plan.update.status === 'SUSPENDED') {
      await tx.events.emit('user:suspended', { userId: user.id });
    }
    await tx.events.emit('user:updated', { userId: user.id, fields: [...plan.fields] });
    return updated;
  });
}

function requirePossible({ status }: UserRecord, change: UserChange): void {
  if (change.status !== 'ACTIVE' || status !== 'INVITED') return;
  const message = 'An invited user becomes active by choosing a password: send them the link.';
  throw new AppError('CONFLICT', message);
}

async function requireRights(
  roles: { readonly roles: RoleReader },
  viewer: Viewer,
  user: UserRecord,
  { update: { roleIds, status } }: UserPlan,
): Promise<void> {
  if (roleIds) {
    for (const { name, permissions } of await findRoles(roles, roleIds)) {
      requireGrantable(viewer, permissions, `The role ${name}`);
    }
  }
  if (!roleIds && !status) return;
  const held = user.roles.flatMap(({ permissions }) => permissions);
  requireGrantable(viewer, held, `A role of ${user.name}`);
  if (status === 'SUSPENDED' && user.id === viewer.userId) {
    throw new AppError('CONFLICT', 'You cannot suspend yourself: ask another administrator.');
  }
}

function detailsOf(user: UserRecord, { update, fields }: UserPlan) {
  const before = { name: user.name, roleIds: user.roles.map(({ id }) => id), status: user.status };
  const { suspendedFrom: _kept, ...after } = update;
  return { fields, before, after };
}
