import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { UserDraft } from '../../models/user-draft.ts';
import type { UserRecord } from '../../models/user-record.ts';
import { createInvitation } from '../../utils/create-invitation.ts';
import { findRoles } from './find-roles.ts';
import { requireGrantable } from './require-grantable.ts';

/**
 * Creates an invited user and announces `user:created`. The link carries the token behind `#`, which browsers keep to
 * themselves; only its hash leaves this function.
 */
export async function createUser(
  ctx: CommandContext,
  input: unknown,
): Promise<{ readonly user: UserRecord; readonly invitationUrl: string }> {
  const viewer = requirePermission(ctx, 'system:user:create');
  const draft = parseInput(UserDraft, input);
  for (const { name, permissions } of await findRoles(ctx, draft.roleIds)) {
    requireGrantable(viewer, permissions, `The role ${name}`);
  }
  const invitation = createInvitation(viewer.tenantId);
  const user = await ctx.transact(async (tx) => {
    const created = await tx.users.insert(draft);
    await tx.events.emit('user:created', {
      userId: created.id,
      invitationHash: invitation.hash,
      invitationExpiresAt: invitation.expiresAt.toISOString(),
    });
    tx.audit({ target: `User:${created.id}`, details: { roleIds: draft.roleIds } });
    return created;
  });
  return { user, invitationUrl: `${ctx.webOrigin}/invitation#${invitation.token}` };
}
