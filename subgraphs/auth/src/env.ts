import { readEnv } from '@gestas/sdk';
import type { JWK } from 'jose';
import { z } from 'zod';

const keys = z
  .string()
  .transform((text): JWK[] => JSON.parse(text))
  .refine(
    (list) =>
      list.length > 0 &&
      list.every(({ kty, crv, d, kid }) => kty === 'OKP' && crv === 'Ed25519' && d && kid),
    'must be a JSON list of private Ed25519 JWKs with kid',
  );

/**
 * `AUTH_SIGNING_KEYS`: the first signs, all are published; put a new key second for ten minutes before it comes first.
 * `AUTH_REFRESH_KEY`: 32 bytes or more in hex, derives each refresh token's successor.
 * `AUTH_SECURE_COOKIES`: `false` only for http://localhost.
 */
export const env = readEnv({
  AUTH_SIGNING_KEYS: keys,
  AUTH_REFRESH_KEY: z.string().regex(/^[0-9a-f]{64,}$/, 'must be 32 bytes or more in hex'),
  AUTH_SECURE_COOKIES: z.enum(['true', 'false']).default('true'),
});
