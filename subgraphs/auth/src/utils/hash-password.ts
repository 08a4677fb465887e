import { hash } from '@node-rs/argon2';

/** The library's algorithm is argon2id unless told otherwise. 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice for argon2id. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password with argon2id (RFC 9106) and a random salt, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}
