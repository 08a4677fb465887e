import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { type AppError, createLogger } from '@gestas/sdk';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeySet } from './create-key-set.ts';
import { createTokenVerifier, type VerifyAccessToken } from './create-token-verifier.ts';
import {
  goodClaims,
  issueToken,
  keySetText,
  type SigningKey,
  signingKey,
} from './testing/issue-token.ts';

let key: SigningKey;
let stranger: SigningKey;
let verify: VerifyAccessToken;
const denied = new Set<string>();

beforeAll(async () => {
  key = await signingKey();
  stranger = await signingKey();
  const keys = await createKeySet({
    keyValue: { get: async () => keySetText(key) },
    file: null,
    logger: createLogger('test', 'error'),
    minimumBetweenMs: 0,
  });
  verify = createTokenVerifier({
    keys,
    isDenied: async ({ sid, jti }) => denied.has(sid) || denied.has(jti),
  });
});

async function outcome(token: string | Promise<string>) {
  return verify(await token).then(
    () => 'accepted',
    (error: AppError) => error.code,
  );
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  it('speaks for its viewer until it ends', async () => {
    const claims = goodClaims();
    const { viewer, expiresAt } = await verify(await issueToken(key, claims));
    expect(viewer).toEqual({
      userId: claims.userId,
      tenantId: claims.tenantId,
      roleId: claims.roleId,
      permissions: ['cms:*'],
      sessionId: claims.sid,
    });
    expect(expiresAt).toBe(Number(claims.exp) * 1000);
  });

  it('may be a little early or late: clocks differ', async () => {
    const second = Math.floor(Date.now() / 1000);
    expect(
      await outcome(issueToken(key, { iat: second + 3, nbf: second + 3, exp: second + 600 })),
    ).toBe('accepted');
    expect(
      await outcome(issueToken(key, { iat: second - 600, nbf: second - 600, exp: second - 2 })),
    ).toBe('accepted');
  });
});

describe('a token whose only fault is its end', () => {
  const past = (seconds: number) => {
    const now = Math.floor(Date.now() / 1000);
    return { iat: now - seconds, nbf: now - seconds, exp: now - seconds + 600 };
  };

  it('is TOKEN_EXPIRED', async () => {
    expect(await outcome(issueToken(key, past(700)))).toBe('TOKEN_EXPIRED');
    expect(await outcome(issueToken(key, past(90_000)))).toBe('TOKEN_EXPIRED');
  });

  it.each([
    ['another audience', { aud: 'other' }],
    ['another issuer', { iss: 'other' }],
    ['no session', { sid: undefined }],
    ['another subject', { sub: '0195f0f0-0000-7000-8000-00000000000f' }],
  ])('is TOKEN_INVALID with %s too', async (_name, claims) => {
    expect(await outcome(issueToken(key, { ...past(700), ...claims }))).toBe('TOKEN_INVALID');
    expect(await outcome(issueToken(stranger, past(700)))).toBe('TOKEN_INVALID');
  });
});

describe('claims', () => {
  const names = [
    'sub',
    'userId',
    'tenantId',
    'roleId',
    'permissions',
    'sid',
    'jti',
    'rolesVersion',
    'iss',
    'aud',
    'iat',
    'nbf',
    'exp',
  ];
  it.each(names)('without %s are refused', async (name) => {
    expect(await outcome(issueToken(key, { [name]: undefined }))).toBe('TOKEN_INVALID');
  });

  const second = Math.floor(Date.now() / 1000);
  it.each([
    ['a foreign issuer', { iss: 'gestas-router' }],
    ['two audiences', { aud: ['gestas-router', 'other'] }],
    ['a list of audiences', { aud: ['gestas-router'] }],
    ['a user who is not the subject', { userId: '0195f0f0-0000-7000-8000-00000000000f' }],
    ['a long life', { exp: second + 700 }],
    ['a year of life', { exp: second + 31_536_000 }],
    ['an end before the beginning', { iat: second + 4, nbf: second, exp: second + 2 }],
    ['an issue date to come', { iat: second + 60, exp: second + 600 }],
    ['a beginning to come', { nbf: second + 60 }],
    ['times as text', { exp: String(second + 600) }],
    ['a user that is no UUID', { sub: 'admin', userId: 'admin' }],
    ['permissions that are no list', { permissions: '*' }],
    ['permissions that are no text', { permissions: [{}] }],
    ['an empty session', { sid: '' }],
    ['a negative version', { rolesVersion: -1 }],
  ])('with %s are refused', async (_name, claims) => {
    expect(await outcome(issueToken(key, claims))).toBe('TOKEN_INVALID');
  });
});

describe('headers', () => {
  it.each([
    ['a foreign type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['the internal type', { typ: 'gestas-internal+jwt' }],
    ['no key id', { kid: undefined }],
    ['an unknown key id', { kid: 'nobody' }],
    ['a path as key id', { kid: '../../dev/null' }],
    ['an inherited name as key id', { kid: '__proto__' }],
    ['a key id that is no text', { kid: 1 }],
    ['a key address', { jku: 'http://evil.test/jwks.json' }],
    ['a certificate address', { x5u: 'http://evil.test/cert.pem' }],
    ['a certificate', { x5c: ['MIIB'] }],
    ['unencoded payload', { b64: true }],
  ])('with %s are refused', async (_name, header) => {
    expect(await outcome(issueToken(key, {}, header))).toBe('TOKEN_INVALID');
  });

  it('that bring their own key are refused', async () => {
    const token = issueToken(stranger, {}, { jwk: stranger.publicJwk });
    expect(await outcome(token)).toBe('TOKEN_INVALID');
  });

  it('with critical extensions are refused', async () => {
    const input = `${base64({ alg: 'EdDSA', typ: 'at+jwt', kid: 'key-1', crit: ['exp'] })}.${base64(goodClaims())}`;
    expect(await outcome(`${input}.AAAA`)).toBe('TOKEN_INVALID');
  });
});

describe('signatures', () => {
  const header = (alg: string) => base64({ alg, typ: 'at+jwt', kid: 'key-1' });

  it('are needed', async () => {
    for (const alg of ['none', 'None', 'NONE', 'EdDSA']) {
      expect(await outcome(`${header(alg)}.${base64(goodClaims())}.`)).toBe('TOKEN_INVALID');
    }
  });

  it('by a stranger under our key id are refused', async () => {
    expect(await outcome(issueToken(stranger))).toBe('TOKEN_INVALID');
  });

  it('are not HMAC with the public key', async () => {
    const secrets = [String(key.publicJwk.x), JSON.stringify(key.publicJwk)];
    for (const alg of ['HS256', 'EdDSA']) {
      for (const secret of secrets) {
        const input = `${header(alg)}.${base64(goodClaims())}`;
        const mac = createHmac('sha256', secret).update(input).digest('base64url');
        expect(await outcome(`${input}.${mac}`)).toBe('TOKEN_INVALID');
      }
    }
  });

  it('are not RSA or ECDSA', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const alg of ['RS256', 'ES256', 'PS256', 'Ed25519']) {
      const input = `${header(alg)}.${base64(goodClaims())}`;
      const signature = sign('sha256', Buffer.from(input), rsa).toString('base64url');
      expect(await outcome(`${input}.${signature}`)).toBe('TOKEN_INVALID');
    }
  });

  it('cover header and payload', async () => {
    const [head, , signature] = (await issueToken(key)).split('.');
    const payload = base64({ ...goodClaims(), permissions: ['*'] });
    expect(await outcome(`${head}.${payload}.${signature}`)).toBe('TOKEN_INVALID');
  });
});

describe('the text', () => {
  it.each([['x'], ['a.b'], ['a.b.c'], ['a.b.c.d.e'], ['..'], [''], ['{}.{}.{}']])(
    '%s is refused',
    async (token) => {
      expect(await outcome(token)).toBe('TOKEN_INVALID');
    },
  );

  it('above 8 KB is refused before it is parsed', async () => {
    const permissions = Array.from({ length: 400 }, (_, index) => `plugin:noun${index}:verb`);
    expect(await outcome(issueToken(key, { permissions }))).toBe('TOKEN_INVALID');
    const began = process.cpuUsage();
    expect(await outcome(`${'a'.repeat(5_000_000)}.b.c`)).toBe('TOKEN_INVALID');
    expect(process.cpuUsage(began).user).toBeLessThan(50_000);
  });
});

describe('revocation', () => {
  it('ends a session, and a single token, however the token is written', async () => {
    const claims = goodClaims();
    denied.add(String(claims.sid));
    expect(await outcome(issueToken(key, claims))).toBe('SESSION_ENDED');
    denied.clear();
    denied.add(String(claims.jti));
    expect(await outcome(issueToken(key, claims))).toBe('SESSION_ENDED');
    expect(await outcome(issueToken(key))).toBe('accepted');
    denied.clear();
  });
});
