import { compactPermissions } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import type { Identity } from '../../models/identity.ts';
import type { IssuedSession } from '../../models/issued-session.ts';
import { cookieName } from '../../utils/cookie-name.ts';
import { signAccessToken } from '../../utils/sign-access-token.ts';

/** Hands out a session's access token, sets its refresh cookie, and makes its user the viewer of what follows. */
export async function issueSession(
  ctx: CommandContext,
  identity: Identity,
  session: { readonly id: string; readonly expiresAt: Date },
  refreshToken: string,
): Promise<IssuedSession> {
  const { signingKey, secureCookies } = ctx.config;
  const permissions = compactPermissions(identity.permissions);
  const { token, expiresAt } = await signAccessToken(signingKey, identity, session.id, permissions);
  ctx.response.setCookie({
    name: cookieName(session.id, secureCookies),
    value: refreshToken,
    maxAgeSeconds: Math.max(0, Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)),
  });
  ctx.response.establishSession({ accessToken: token });
  return {
    id: session.id,
    accessToken: token,
    expiresAt,
    viewer: { id: identity.id },
    permissions,
  };
}
