import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isId } from '@gestas/sdk';

const PATTERN = /^([^.]+)\.([^.]+)\.[A-Za-z0-9_-]{43}$/;

/** The first refresh token of a session: whose it is, then 32 random bytes. */
export function firstRefreshToken(tenantId: string, sessionId: string): string {
  return `${tenantId}.${sessionId}.${randomBytes(32).toString('base64url')}`;
}

/** The one successor of a token, always the same: several tabs that refresh at once get equal answers. */
export function nextRefreshToken(key: Buffer, token: string): string {
  const [tenantId, sessionId] = token.split('.');
  return `${tenantId}.${sessionId}.${createHmac('sha256', key).update(token).digest('base64url')}`;
}

/** What is kept of a token. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whose token it claims to be; null when it is not one of ours. */
export function readRefreshToken(
  token: string | undefined,
): { readonly tenantId: string; readonly sessionId: string } | null {
  const [, tenantId, sessionId] = PATTERN.exec(token ?? '') ?? [];
  return tenantId && sessionId && isId(tenantId) && isId(sessionId)
    ? { tenantId, sessionId }
    : null;
}
