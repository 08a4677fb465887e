import { AppError, type TenantScope } from '@gestas/sdk';
import type { CommandContext, Parts } from '../../context.ts';
import type { AuthEvents } from '../../events.ts';
import type { IssuedSession } from '../../models/issued-session.ts';
import type { StoredToken } from '../../repositories/session-repository.ts';
import { cookieName } from '../../utils/cookie-name.ts';
import { hashRefreshToken } from '../../utils/hash-refresh-token.ts';
import { nextRefreshToken } from '../../utils/next-refresh-token.ts';
import { presentedToken } from '../../utils/presented-token.ts';
import { denySession } from './deny-session.ts';
import { issueSession } from './issue-session.ts';

const GRACE_MS = 20_000;

/**
 * Renews a session: each refresh token works once, and for 20 s more gives the same successor (several tabs). Used
 * after that it is a stolen one, and the whole family ends. (RFC 9700, section 4.14.2.)
 */
export async function refreshSession(ctx: CommandContext): Promise<IssuedSession> {
  const presented = presentedToken(ctx.session, ctx.config.secureCookies);
  if (!presented) throw ended('There is no session to refresh: sign in.');
  const scope = ctx.forTenant(presented.tenantId);
  const stored = await scope.sessions.findToken(hashRefreshToken(presented.value));
  if (!stored || !isOpen(stored)) {
    clearCookie(ctx, presented.sessionId);
    throw ended('The session has ended: sign in again.');
  }
  if (stored.usedAt && Date.now() - stored.usedAt.getTime() > GRACE_MS) {
    await revokeFamily(ctx, scope, stored);
    throw ended('This session was used from elsewhere and has been ended: sign in again.');
  }
  const identity = await scope.identities.findById(stored.session.userId);
  if (identity?.status !== 'ACTIVE') {
    const target = `User:${stored.session.userId}`;
    await scope.transact(async (tx) => tx.audit({ target, outcome: 'SESSION_ENDED' }));
    throw ended('This user may not sign in.');
  }
  const successor = nextRefreshToken(ctx.config.refreshKey, presented.value);
  if (!stored.usedAt) {
    await scope.transact(async (tx) => {
      await tx.sessions.rotate(stored, hashRefreshToken(successor), new Date());
      tx.audit({ target: `Session:${stored.session.id}`, actorId: identity.id });
    });
  }
  return issueSession(ctx, identity, stored.session, successor);
}

function isOpen({ session }: StoredToken): boolean {
  return session.endedAt === null && session.expiresAt > new Date();
}

async function revokeFamily(
  ctx: CommandContext,
  scope: TenantScope<Parts, AuthEvents>,
  { session }: StoredToken,
): Promise<void> {
  await scope.transact(async (tx) => {
    tx.audit({
      target: `Session:${session.id}`,
      actorId: session.userId,
      outcome: 'SESSION_ENDED',
    });
    if (await tx.sessions.end(session.id, 'REUSED', new Date())) {
      const { id: sessionId, userId } = session;
      await tx.events.emit('session:revoked', { sessionId, userId, reason: 'REUSED' });
    }
  });
  await denySession(ctx, session.id);
  clearCookie(ctx, session.id);
}

function clearCookie(ctx: CommandContext, sessionId: string): void {
  const name = cookieName(sessionId, ctx.config.secureCookies);
  ctx.response.setCookie({ name, value: '', maxAgeSeconds: 0 });
}

function ended(message: string): AppError {
  return new AppError('SESSION_ENDED', message);
}
