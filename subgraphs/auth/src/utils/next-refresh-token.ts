import { createHmac } from 'node:crypto';

/** The one successor of a token, always the same: several tabs that refresh at once get equal answers. */
export function nextRefreshToken(key: Buffer, token: string): string {
  const [tenantId, sessionId] = token.split('.');
  return `${tenantId}.${sessionId}.${createHmac('sha256', key).update(token).digest('base64url')}`;
}
