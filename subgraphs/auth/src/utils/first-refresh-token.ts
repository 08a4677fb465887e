import { randomBytes } from 'node:crypto';

/** The first refresh token of a session: whose it is, then 32 random bytes. */
export function firstRefreshToken(tenantId: string, sessionId: string): string {
  return `${tenantId}.${sessionId}.${randomBytes(32).toString('base64url')}`;
}
