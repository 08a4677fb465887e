import type { JWK } from 'jose';

const KEY_BYTES = 32;

/** Returns a private Ed25519 JWK, or throws an Error that says what is wrong with it (never its value). */
export function requirePrivateKey(key: JWK): JWK {
  if (key.kty !== 'OKP' || key.crv !== 'Ed25519' || typeof key.d !== 'string') {
    throw new Error('The router key must be a private Ed25519 JWK.');
  }
  if (Buffer.from(key.d, 'base64url').length < KEY_BYTES) {
    throw new Error(`The router key must have at least ${KEY_BYTES} bytes.`);
  }
  return key;
}
