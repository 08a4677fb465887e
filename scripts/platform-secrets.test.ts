import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { deriveSecrets, readMasterSecret } from './platform-secrets.ts';

const MASTER = Buffer.alloc(32, 7);

describe('deriveSecrets', () => {
  it.each([0, 1, 31])('refuses a master secret of %i bytes', (length) => {
    expect(() => deriveSecrets(Buffer.alloc(length))).toThrow('shorter than 32 bytes');
  });

  it('derives the same from the same master, and other things from another', () => {
    const all = (master: Buffer) => {
      const secrets = deriveSecrets(master);
      return [
        secrets.passwordOf('postgres'),
        secrets.passwordOf('redis'),
        secrets.ofRole('gestas_cms').password,
        secrets.ofRole('gestas_cms').tenantKey.toString('hex'),
        secrets.ofRole('gestas_auth').tenantKey.toString('hex'),
        secrets.key('refresh').toString('hex'),
        String(secrets.signingKey('auth').d),
        String(secrets.signingKey('router').d),
      ];
    };
    expect(all(MASTER)).toEqual(all(Buffer.from(MASTER)));
    expect(new Set([...all(MASTER), ...all(Buffer.alloc(32, 8))]).size).toBe(16);
  });

  it('gives keys of 32 bytes or more', () => {
    const secrets = deriveSecrets(MASTER);
    expect(secrets.key('anything')).toHaveLength(32);
    expect(secrets.ofRole('gestas_cms').tenantKey).toHaveLength(32);
    expect(secrets.passwordOf('redis')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('makes signing keys that sign, with a name that stays', async () => {
    const key = deriveSecrets(MASTER).signingKey('auth');
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    expect(deriveSecrets(MASTER).signingKey('auth').kid).toBe(key.kid);
    const token = await new SignJWT({ fine: true })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(await importJWK(key, 'EdDSA'));
    const { d: _private, ...publicKey } = key;
    const { payload } = await jwtVerify(token, await importJWK(publicKey, 'EdDSA'));
    expect(payload).toEqual({ fine: true });
  });
});

describe('readMasterSecret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gestas-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes one on first use, for its owner only, and gives the same ever after', () => {
    const data = join(folder, 'new/data');
    const first = readMasterSecret(data);
    expect(first).toHaveLength(32);
    expect(readMasterSecret(data)).toEqual(first);
    expect(statSync(join(data, 'master.secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'master.secret'), 'utf8')).toBe(first.toString('hex'));
  });

  it('is another one in another folder', () => {
    expect(readMasterSecret(join(folder, 'a'))).not.toEqual(readMasterSecret(join(folder, 'b')));
  });

  it.each(['', 'ab'.repeat(31), 'not hex at all, though it is quite long enough to be one'])(
    'refuses a file with too little in it: "%s"',
    (content) => {
      writeFileSync(join(folder, 'master.secret'), content);
      expect(() => readMasterSecret(folder)).toThrow(
        `${join(folder, 'master.secret')} holds fewer than 32 bytes`,
      );
    },
  );
});
