import { verify } from '@node-rs/argon2';
import { hashPassword } from './hash-password.ts';

const nobody = hashPassword('nobody has this password');

/** Checks a password; without a hash it works as long and answers false, so that time doesn't tell who exists. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody), password);
  return matches && stored !== null;
}
