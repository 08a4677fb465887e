import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK } from 'jose';
import { createKeySet, type KeySetOptions } from './create-key-set.ts';
import { keySetText, type SigningKey, signingKey } from './testing/issue-token.ts';

let folder: string;
let first: SigningKey;
let second: SigningKey;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'router-keys-'));
  first = await signingKey('first');
  second = await signingKey('second');
});
afterAll(() => rm(folder, { recursive: true }));

const logger = createLogger('test', 'error', { write: () => undefined });
const make = (get: () => Promise<string | null>, options: Partial<KeySetOptions> = {}) =>
  createKeySet({ keyValue: { get }, file: null, logger, minimumBetweenMs: 0, ...options });

describe('a key set', () => {
  it('finds keys by id and publishes their public members only', async () => {
    const secret = {
      ...(await exportJWK(first.privateKey)),
      kid: 'first',
      jku: 'http://evil.test',
    };
    const odd = [{ kty: 'RSA', kid: 'rsa', n: 'x', e: 'AQAB' }, { kty: 'oct', k: 'x' }, null];
    const keys = await make(async () => JSON.stringify({ keys: [secret, ...odd] }));
    expect(await keys.find('first')).not.toBeNull();
    expect(await keys.find('rsa')).toBeNull();
    const { x } = first.publicJwk;
    expect(keys.published()).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: 'first', alg: 'EdDSA', use: 'sig' }],
    });
    keys.stop();
  });

  it('looks an unknown key up in the store: keys rotate', async () => {
    let text = keySetText(first);
    const keys = await make(async () => text);
    expect(await keys.find('second')).toBeNull();
    text = keySetText(first, second);
    expect(await keys.find('second')).not.toBeNull();
    text = keySetText(second);
    await keys.refresh();
    expect(await keys.find('first')).toBeNull();
    keys.stop();
  });

  it('shares and spaces those look-ups, whoever floods it with made-up ids', async () => {
    let reads = 0;
    const keys = await make(
      async () => {
        reads += 1;
        return keySetText(first);
      },
      { minimumBetweenMs: 100 },
    );
    await Promise.all(Array.from({ length: 500 }, (_, index) => keys.find(`made-up-${index}`)));
    expect(reads).toBe(2);
    keys.stop();
  });

  it('keeps its keys while the store is down, hangs, or holds nonsense', async () => {
    const answers: (() => Promise<string | null>)[] = [
      async () => keySetText(first),
      () => Promise.reject(new Error('down')),
      async () => null,
      async () => 'nonsense',
      async () => '{"keys":[]}',
      () => new Promise(() => undefined),
    ];
    const keys = await make(() => (answers.shift() ?? (async () => null))());
    while (answers.length > 0) {
      await keys.refresh();
      expect(await keys.find('first')).not.toBeNull();
    }
    keys.stop();
  });
});

describe('the last good set', () => {
  it('is kept on disk and used when the store is down at start', async () => {
    const file = join(folder, 'deep', 'jwks.json');
    const before = await make(async () => keySetText(first), { file });
    before.stop();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ keys: [{ kid: 'first' }] });
    const after = await make(() => Promise.reject(new Error('down')), { file });
    expect(await after.find('first')).not.toBeNull();
    after.stop();
  });

  it('does no harm when it is damaged', async () => {
    const file = join(folder, 'damaged.json');
    await writeFile(file, '{"keys": [');
    const keys = await make(async () => null, { file });
    expect(await keys.find('first')).toBeNull();
    expect(keys.published()).toEqual({ keys: [] });
    keys.stop();
  });
});
