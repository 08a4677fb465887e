import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key pair as the auth plugin has it. */
export type SigningKey = {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
};

/** Makes an Ed25519 key pair with a key id. */
export async function signingKey(kid = 'key-1'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid } };
}

/** What the key-value store holds under `auth:jwks`. */
export function keySetText(...keys: readonly SigningKey[]): string {
  return JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) });
}

const userId = '0195f0f0-0000-7000-8000-000000000001';

/** The claims of a good token, at a time in milliseconds. */
export function goodClaims(now = Date.now()): Record<string, unknown> {
  const seconds = Math.floor(now / 1000);
  return {
    sub: userId,
    userId,
    tenantId: '0195f0f0-0000-7000-8000-000000000002',
    roleId: '0195f0f0-0000-7000-8000-000000000003',
    permissions: ['cms:*'],
    sid: '0195f0f0-0000-7000-8000-000000000004',
    jti: randomUUID(),
    rolesVersion: 1,
    iss: 'gestas-auth',
    aud: 'gestas-router',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 600,
  };
}

/** Signs a token; claims set to undefined are left out. */
export function issueToken(
  key: SigningKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  now = Date.now(),
): Promise<string> {
  return new SignJWT({ ...goodClaims(now), ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid, ...header })
    .sign(key.privateKey);
}
