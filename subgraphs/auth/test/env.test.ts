import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

const KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'k', x: 'AAAA', d: 'the-secret-part' };
const GOOD = {
  AUTH_SIGNING_KEYS: JSON.stringify([KEY]),
  AUTH_REFRESH_KEY: 'ab'.repeat(32),
  AUTH_SECURE_COOKIES: '',
};
const before = { ...process.env };

beforeEach(() => {
  jest.resetModules();
});
afterEach(() => {
  process.env = { ...before };
});

async function faultOf(variables: Record<string, string>): Promise<string> {
  Object.assign(process.env, GOOD, variables);
  return import('../src/env.ts').then(
    () => 'none',
    (error: Error) => error.message,
  );
}

describe("auth's environment", () => {
  it('is read when it is complete; cookies are secure unless said otherwise', async () => {
    Object.assign(process.env, GOOD);
    const { env } = await import('../src/env.ts');
    expect(env).toEqual({
      AUTH_SIGNING_KEYS: [KEY],
      AUTH_REFRESH_KEY: 'ab'.repeat(32),
      AUTH_SECURE_COOKIES: 'true',
    });
  });

  it.each([
    ['no keys', { AUTH_SIGNING_KEYS: '' }, 'AUTH_SIGNING_KEYS'],
    ['an empty list', { AUTH_SIGNING_KEYS: '[]' }, 'AUTH_SIGNING_KEYS'],
    ['no JSON', { AUTH_SIGNING_KEYS: 'the-secret-part' }, 'must be JSON'],
    ['no list', { AUTH_SIGNING_KEYS: JSON.stringify(KEY) }, 'AUTH_SIGNING_KEYS'],
    [
      'a public key',
      { AUTH_SIGNING_KEYS: JSON.stringify([{ ...KEY, d: undefined }]) },
      'AUTH_SIGNING_KEYS[0].d',
    ],
    [
      'a key without a name, second',
      { AUTH_SIGNING_KEYS: JSON.stringify([KEY, { ...KEY, kid: undefined }]) },
      'AUTH_SIGNING_KEYS[1].kid',
    ],
    [
      'a key of another kind',
      { AUTH_SIGNING_KEYS: JSON.stringify([{ ...KEY, kty: 'RSA' }]) },
      'AUTH_SIGNING_KEYS[0].kty',
    ],
    [
      'a short refresh key',
      { AUTH_REFRESH_KEY: 'ab'.repeat(31) },
      'must be 32 bytes or more in hex',
    ],
    ['another word for the cookies', { AUTH_SECURE_COOKIES: 'no' }, 'AUTH_SECURE_COOKIES'],
  ])('is refused with %s, and no secret is told', async (_what, variables, mention) => {
    const fault = await faultOf(variables);
    expect(fault).toContain(mention);
    expect(fault).not.toContain('the-secret-part');
  });

  it('is refused with every fault at once', async () => {
    const fault = await faultOf({ AUTH_SIGNING_KEYS: 'x', AUTH_REFRESH_KEY: 'x' });
    expect(fault).toContain('AUTH_SIGNING_KEYS');
    expect(fault).toContain('AUTH_REFRESH_KEY');
  });
});
