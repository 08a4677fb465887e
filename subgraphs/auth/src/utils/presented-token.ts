import type { ClientSession } from '@gestas/sdk';
import { cookieName } from './cookie-name.ts';
import { readRefreshToken } from './read-refresh-token.ts';

/** A refresh token as a browser presented it, and whose it claims to be. */
export type PresentedToken = {
  readonly value: string;
  readonly tenantId: string;
  readonly sessionId: string;
};

/** The refresh token of the session that `x-session` names; null when there is none, or it is another session's. */
export function presentedToken(
  session: ClientSession | null,
  secure: boolean,
): PresentedToken | null {
  if (!session?.sessionHint) return null;
  const value = session.cookies[cookieName(session.sessionHint, secure)];
  const claim = readRefreshToken(value);
  if (!value || claim?.sessionId !== session.sessionHint) return null;
  return { value, ...claim };
}
