import type { UserUpdate } from '../repositories/user-repository.ts';
import type { UserChange } from './user-draft.ts';
import type { UserRecord } from './user-record.ts';

/** The parts of a user that `user:updated` names. */
export type UserField = 'name' | 'roles' | 'status';

/** What a change really changes of a user. */
export type UserPlan = { readonly update: UserUpdate; readonly fields: readonly UserField[] };

/** Compares a change with the user as they are: what is given but the same is no change. */
export function planUserChange(user: UserRecord, change: UserChange): UserPlan {
  const name = change.name && change.name !== user.name ? { name: change.name } : {};
  const roles =
    change.roleIds && !isSameList(change.roleIds, user) ? { roleIds: change.roleIds } : {};
  const status = planStatus(user, change.status ?? null);
  const update = { ...name, ...roles, ...status };
  const fields: UserField[] = [];
  if ('name' in update) fields.push('name');
  if ('roleIds' in update) fields.push('roles');
  if ('status' in update) fields.push('status');
  return { update, fields };
}

function isSameList(roleIds: readonly string[], { roles }: UserRecord): boolean {
  return JSON.stringify(roleIds) === JSON.stringify(roles.map(({ id }) => id));
}

/** Suspending remembers what was; lifting it goes back there, so that whoever never chose a password is invited again. */
function planStatus(
  { status, suspendedFrom }: UserRecord,
  wanted: UserChange['status'],
): Pick<UserUpdate, 'status' | 'suspendedFrom'> {
  if (wanted === 'SUSPENDED' && status !== 'SUSPENDED') {
    return { status: 'SUSPENDED', suspendedFrom: status };
  }
  if (wanted === 'ACTIVE' && status === 'SUSPENDED') {
    return { status: suspendedFrom ?? 'ACTIVE', suspendedFrom: null };
  }
  return {};
}
