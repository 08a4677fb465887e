import { JsonText, readEnv } from '@gestas/sdk';
import type { JWK } from 'jose';
import { z } from 'zod';

const privateKey = z
  .looseObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    kid: z.string().min(1),
    x: z.string().min(1),
    d: z.string().min(1),
  })
  .transform((key): JWK => key);
const keys = JsonText.pipe(z.tuple([privateKey], privateKey));

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
