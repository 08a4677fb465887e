import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { KeyValue, Logger } from '@gestas/sdk';
import { type CryptoKey, importJWK } from 'jose';
import { type PublicKeyJwk, parsePublicKeys } from './public-keys.ts';
import { within } from './within.ts';

/** Where the auth plugin publishes its public keys: JSON `{ "keys": [...] }`. */
const KEY_SET_KEY = 'auth:jwks';

const READ_LIMIT_MS = 500;

/** The public keys that access tokens are verified with. */
export type KeySet = {
  /** The key with this id, looked up anew when it is unknown; such look-ups are spaced and shared. */
  find(kid: string): Promise<CryptoKey | null>;
  /** What `/.well-known/jwks.json` says: public members only. */
  published(): { readonly keys: readonly PublicKeyJwk[] };
  /** Reads the store now. */
  refresh(): Promise<void>;
  stop(): void;
};

/** What a key set is made of; times are milliseconds. */
export type KeySetOptions = {
  readonly keyValue: Pick<KeyValue, 'get'>;
  /** Keeps the last good set, so that an outage of the store at start does no harm. Null: keep none. */
  readonly file: string | null;
  readonly logger: Logger;
  readonly now?: () => number;
  readonly refreshEveryMs?: number;
  readonly minimumBetweenMs?: number;
};

/** Makes a key set: memory first, then the store, then the last good file. It reads the store periodically. */
export async function createKeySet(options: KeySetOptions): Promise<KeySet> {
  const { keyValue, file, logger, now = Date.now, minimumBetweenMs = 250 } = options;
  let jwks: readonly PublicKeyJwk[] = [];
  let keys: ReadonlyMap<string, CryptoKey> = new Map();
  let text = '';
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  const adopt = async (candidate: string): Promise<boolean> => {
    const parsed = parsePublicKeys(candidate);
    if (!parsed || parsed.length === 0) return false;
    const imported = await importAll(parsed);
    jwks = parsed.filter(({ kid }) => imported.has(kid));
    keys = imported;
    text = candidate;
    return true;
  };

  const read = async () => {
    const stored = await within(READ_LIMIT_MS, keyValue.get(KEY_SET_KEY), null);
    if (stored === null || stored === text) return;
    if (!(await adopt(stored))) return logger.warn('the stored key set is not usable');
    if (file) await keepLastGood(file, JSON.stringify({ keys: jwks }), logger);
  };

  const readSpaced = async () => {
    const wait = askedAt + minimumBetweenMs - now();
    if (wait > 0) await delay(wait, undefined, { ref: false });
    askedAt = now();
    await read();
  };

  const refresh = () => {
    asking ??= readSpaced().finally(() => {
      asking = null;
    });
    return asking;
  };

  await refresh();
  if (keys.size === 0 && file) await adopt(await readFile(file, 'utf8').catch(() => ''));
  const timer = setInterval(() => void refresh(), options.refreshEveryMs ?? 60_000);
  timer.unref();

  return {
    async find(kid) {
      if (!keys.has(kid)) await refresh();
      return keys.get(kid) ?? null;
    },
    published: () => ({ keys: jwks }),
    refresh,
    stop: () => clearInterval(timer),
  };
}

async function importAll(jwks: readonly PublicKeyJwk[]): Promise<ReadonlyMap<string, CryptoKey>> {
  const keys = new Map<string, CryptoKey>();
  for (const jwk of jwks) {
    const key = await importJWK(jwk, 'EdDSA').catch(() => null);
    if (key && !(key instanceof Uint8Array) && !keys.has(jwk.kid)) keys.set(jwk.kid, key);
  }
  return keys;
}

async function keepLastGood(file: string, text: string, logger: Logger): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  } catch (err) {
    logger.warn({ err, file }, 'the last good key set could not be kept');
  }
}
