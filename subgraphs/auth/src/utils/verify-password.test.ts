import { describe, expect, it } from '@jest/globals';
import { hashPassword } from './hash-password.ts';
import { verifyPassword } from './verify-password.ts';

describe('hashPassword', () => {
  it('is argon2id with the stated cost, salted anew each time', async () => {
    const [one, two] = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });
});

describe('verifyPassword', () => {
  it('accepts the password and no other', async () => {
    const stored = await hashPassword('pässwörd 你好');
    expect(await verifyPassword(stored, 'pässwörd 你好')).toBe(true);
    expect(await verifyPassword(stored, 'passwörd 你好')).toBe(false);
    expect(await verifyPassword(stored, '')).toBe(false);
  });

  it('accepts nothing without a hash, not even what it compares with in its place', async () => {
    expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
  });
});
