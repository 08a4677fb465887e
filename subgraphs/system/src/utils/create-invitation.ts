import { createHash, randomBytes } from 'node:crypto';

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** A single-use link's token, and what is kept of it. `now` is in milliseconds. */
export function createInvitation(
  tenantId: string,
  now = Date.now(),
): { readonly token: string; readonly hash: string; readonly expiresAt: Date } {
  const token = `${tenantId}.${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(token).digest('hex');
  return { token, hash, expiresAt: new Date(now + LIFETIME_MS) };
}
