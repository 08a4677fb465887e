import { setTimeout } from 'node:timers/promises';
import { AppError, parseInput, type TenantScope } from '@gestas/sdk';
import type { CommandContext, Parts } from '../../context.ts';
import type { AuthEvents } from '../../events.ts';
import { AcceptInvitationInput } from '../../models/accept-invitation-input.ts';
import type { IssuedSession } from '../../models/issued-session.ts';
import type { StoredInvitation } from '../../repositories/invitation-repository.ts';
import { hashPassword } from '../../utils/hash-password.ts';
import { hashRefreshToken } from '../../utils/hash-refresh-token.ts';
import { auditRefusedSignIn } from './audit-refused-sign-in.ts';
import { issueSession } from './issue-session.ts';
import { openSession } from './open-session.ts';

/** An invitation comes by an event, moments after its link was handed out. Every refusal takes as long. */
const ARRIVAL_MS = 2_000;
const POLL_MS = 100;

/**
 * Redeems an invitation: sets the password, makes the user active, announces `invitation:accepted` and signs in, all or
 * nothing. A token that is unknown, used or run out, and one of a user who is not invited any more, takes the same steps
 * and gets the same answer; of several at once, one wins.
 */
export async function acceptInvitation(
  ctx: CommandContext,
  input: unknown,
): Promise<IssuedSession> {
  const { token, password } = parseInput(AcceptInvitationInput, input);
  const tokenHash = hashRefreshToken(token.value);
  const scope = token.tenantId ? ctx.forTenant(token.tenantId) : null;
  const tenantExists = (await scope?.identities.isTenantActive()) ?? false;
  const invitation = await awaitOpen(async () => scope?.invitations.find(tokenHash));
  const redeemed =
    scope && isOpen(invitation) ? await redeem(ctx, scope, invitation, password) : null;
  if (redeemed) {
    const { identity, session, refreshToken } = redeemed;
    return issueSession(ctx, identity, session, refreshToken);
  }
  await auditRefusedSignIn(ctx, tenantExists ? token.tenantId : null, invitation?.userId ?? null);
  const fault = 'is not valid: it was used already, or it has run out. Ask for a new invitation';
  throw new AppError('BAD_USER_INPUT', `The link ${fault}.`, { fields: { token: fault } });
}

/** Looks until the invitation is there and open; after a while it answers what it found. */
async function awaitOpen(
  find: () => Promise<StoredInvitation | null | undefined>,
): Promise<StoredInvitation | null> {
  const deadline = Date.now() + ARRIVAL_MS;
  for (;;) {
    const invitation = (await find()) ?? null;
    if (isOpen(invitation) || Date.now() > deadline) return invitation;
    await setTimeout(POLL_MS);
  }
}

function isOpen(invitation: StoredInvitation | null): invitation is StoredInvitation {
  return invitation !== null && !invitation.usedAt && invitation.expiresAt > new Date();
}

/** Null when the user is not invited any more, or somebody else was faster: then nothing is changed. */
async function redeem(
  ctx: CommandContext,
  scope: TenantScope<Parts, AuthEvents>,
  { id, userId }: { readonly id: string; readonly userId: string },
  password: string,
) {
  const passwordHash = await hashPassword(password);
  return scope
    .transact(async (tx) => {
      if (!(await tx.invitations.redeem(id, new Date()))) throw LOST;
      if (!(await tx.identities.activate(userId))) throw LOST;
      const identity = await tx.identities.findById(userId);
      if (!identity) throw LOST;
      await tx.credentials.setPasswordHash(userId, passwordHash);
      const opened = await openSession(ctx, tx, identity);
      await tx.events.emit('invitation:accepted', { userId });
      tx.audit({ target: `User:${userId}`, actorId: userId });
      return { identity, ...opened };
    })
    .catch((thrown: unknown) => {
      if (thrown === LOST) return null;
      throw thrown;
    });
}

/** Takes the transaction back. */
const LOST = new Error('the invitation is not open any more');
