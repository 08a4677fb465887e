import type { JWK } from 'jose';
import { z } from 'zod';

/** An Ed25519 public key; whatever else the stored key has (a private `d`, URLs, chains) is dropped here. */
const PublicKey = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string().min(1),
    kid: z.string().min(1).max(256),
    alg: z.literal('EdDSA').optional(),
    use: z.literal('sig').optional(),
  })
  .transform(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }));

const KeySet = z.object({ keys: z.array(z.unknown()).max(100) });

/** A public signing key as the router knows and republishes it. */
export type PublicKeyJwk = JWK & z.output<typeof PublicKey>;

/** The usable keys of a JWKS in JSON text; null when it is not a key set. Keys of other kinds are left out. */
export function parsePublicKeys(text: string): readonly PublicKeyJwk[] | null {
  try {
    const { keys } = KeySet.parse(JSON.parse(text));
    return keys.flatMap((key) => {
      const parsed = PublicKey.safeParse(key);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return null;
  }
}
