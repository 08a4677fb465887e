import type { Viewer } from '@gestas/sdk';
import { z } from 'zod';

/** Issuer of access tokens: the auth plugin. */
export const ACCESS_TOKEN_ISSUER = 'gestas-auth';
/** The one audience of access tokens. */
export const ACCESS_TOKEN_AUDIENCE = 'gestas-router';
/** A token may live this long (seconds), and not a clock's difference longer. */
const MAX_LIFETIME_SECONDS = 10 * 60;
/** Seconds by which clocks may differ. */
export const CLOCK_TOLERANCE_SECONDS = 5;

const AccessTokenClaims = z
  .object({
    sub: z.uuid(),
    userId: z.uuid(),
    tenantId: z.uuid(),
    roleId: z.uuid(),
    permissions: z.array(z.string().min(1).max(200)).max(1_000),
    sid: z.string().min(1).max(128),
    jti: z.string().min(1).max(128),
    rolesVersion: z.int().min(0),
    aud: z.literal(ACCESS_TOKEN_AUDIENCE),
    iat: z.number(),
    nbf: z.number(),
    exp: z.number(),
  })
  .refine(({ sub, userId }) => sub === userId, 'sub must be userId')
  .refine(
    ({ iat, exp }) => exp > iat && exp - iat <= MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS,
    'the token lives too long',
  );

/** The claims of a verified access token. */
export type AccessTokenClaims = z.output<typeof AccessTokenClaims>;

/** Checks the claims of a token whose signature holds; null when any is missing, malformed or contradicts another. */
export function parseAccessTokenClaims(payload: unknown): AccessTokenClaims | null {
  const result = AccessTokenClaims.safeParse(payload);
  return result.success ? result.data : null;
}

/** The viewer the claims speak of. */
export function viewerOf(claims: AccessTokenClaims): Viewer {
  const { userId, tenantId, roleId, permissions, sid } = claims;
  return { userId, tenantId, roleId, permissions, sessionId: sid };
}
