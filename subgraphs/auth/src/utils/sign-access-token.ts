import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { Identity } from '../models/identity.ts';

const LIFETIME_SECONDS = 600;

/** Signs a ten-minute access token (RFC 9068 profile, EdDSA). `now` is in milliseconds. */
export async function signAccessToken(
  key: JWK,
  identity: Identity,
  sessionId: string,
  permissions: readonly string[],
  now = Date.now(),
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const seconds = Math.floor(now / 1000);
  const expires = seconds + LIFETIME_SECONDS;
  const token = await new SignJWT({
    userId: identity.id,
    tenantId: identity.tenantId,
    roleId: identity.roleId,
    permissions,
    rolesVersion: identity.rolesVersion,
    sid: sessionId,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: String(key.kid) })
    .setSubject(identity.id)
    .setIssuer('gestas-auth')
    .setAudience('gestas-router')
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(expires)
    .sign(await importJWK(key, 'EdDSA'));
  return { token, expiresAt: new Date(expires * 1000) };
}
