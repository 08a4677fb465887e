import type { CommandContext } from '../../context.ts';
import { cookieName } from '../../utils/cookie-name.ts';
import { hashRefreshToken } from '../../utils/hash-refresh-token.ts';
import { presentedToken } from '../../utils/presented-token.ts';
import { denySession } from './deny-session.ts';

/** Ends the session of the refresh cookie, or of the access token; without either there is nothing to end. */
export async function logout(ctx: CommandContext): Promise<{ readonly ok: boolean }> {
  const session = await findSession(ctx);
  if (session) {
    const { id: sessionId, tenantId, userId } = session;
    await ctx.forTenant(tenantId).transact(async (tx) => {
      tx.audit({ target: `Session:${sessionId}`, actorId: userId });
      if (await tx.sessions.end(sessionId, 'LOGOUT', new Date())) {
        await tx.events.emit('session:revoked', { sessionId, userId, reason: 'LOGOUT' });
      }
    });
    await denySession(ctx, sessionId);
    const name = cookieName(sessionId, ctx.config.secureCookies);
    ctx.response.setCookie({ name, value: '', maxAgeSeconds: 0 });
  }
  return { ok: true };
}

type Found = { readonly id: string; readonly tenantId: string; readonly userId: string };

async function findSession(ctx: CommandContext): Promise<Found | null> {
  const presented = presentedToken(ctx.session, ctx.config.secureCookies);
  if (presented) {
    const sessions = ctx.forTenant(presented.tenantId).sessions;
    const stored = await sessions.findToken(hashRefreshToken(presented.value));
    if (stored) return stored.session;
  }
  const { viewer } = ctx;
  return viewer && { id: viewer.sessionId, tenantId: viewer.tenantId, userId: viewer.userId };
}
