import { AppError, hasPermission, parseInput, requirePermission, type Viewer } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { UserDraft } from '../../models/user-draft.ts';
import type { UserRecord } from '../../models/user-record.ts';
import { createInvitation } from '../../utils/create-invitation.ts';

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
  await requireRoles(ctx, viewer, draft.roleIds);
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

/** Nobody hands out rights they don't have, and a foreign role is answered like a random one. */
async function requireRoles(
  ctx: CommandContext,
  viewer: Viewer,
  ids: readonly string[],
): Promise<void> {
  for (const role of await Promise.all(ids.map((id) => ctx.roles.findById(id)))) {
    if (!role) {
      throw new AppError(
        'BAD_USER_INPUT',
        'Check your input. roleIds: names no role of this tenant',
        {
          fields: { roleIds: 'names no role of this tenant' },
        },
      );
    }
    const missing = role.permissions.find(
      (permission) => !hasPermission(viewer.permissions, permission),
    );
    if (missing) {
      throw new AppError(
        'FORBIDDEN',
        `The role ${role.name} grants ${missing}, which you don't have.`,
        {
          permission: missing,
        },
      );
    }
  }
}
