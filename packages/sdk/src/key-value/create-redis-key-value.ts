import type { Redis } from 'ioredis';
import type { Logger } from '../create-logger.ts';
import { connectRedis } from '../events/redis/connect-redis.ts';
import { escapeGlob } from '../events/redis/redis-keys.ts';
import { runScript, script } from '../events/redis/run-script.ts';
import type { KeyValue } from './key-value.ts';
import { lifetime } from './lifetime.ts';

/** What the twin needs. */
export type RedisKeyValueOptions = {
  readonly url: string;
  readonly logger: Logger;
  /** Put before every key: tests share a server. Empty otherwise. */
  readonly prefix?: string;
};

/** A scan takes many commands. */
const SCAN_MS = 10_000;

const DELETE_EXPECTED = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);

const INCREMENT = script(`
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return count`);

/** The key-value store over Redis. Every call ends within 500 ms, Redis or no Redis. */
export function createRedisKeyValue({ url, logger, prefix = '' }: RedisKeyValueOptions): KeyValue {
  const { run, close } = connectRedis(url, logger);
  const named = (key: string) => `${prefix}${key}`;

  return {
    kind: 'redis',
    get: (key) => run((client) => client.get(named(key))),
    async set(key, value, { expiresInMs } = {}) {
      await run((client) =>
        expiresInMs === undefined
          ? client.set(named(key), value)
          : client.set(named(key), value, 'PX', lifetime(expiresInMs)),
      );
    },
    async setIfAbsent(key, value, { expiresInMs }) {
      const life = lifetime(expiresInMs);
      return (await run((client) => client.set(named(key), value, 'PX', life, 'NX'))) === 'OK';
    },
    async delete(key, expected) {
      const deleted = await run((client) =>
        expected === undefined
          ? client.del(named(key))
          : runScript(client, DELETE_EXPECTED, [named(key)], [expected]),
      );
      return deleted === 1;
    },
    async increment(key, by, { expiresInMs }) {
      const args = [by, lifetime(expiresInMs)];
      return Number(await run((client) => runScript(client, INCREMENT, [named(key)], args)));
    },
    async scan(keyPrefix) {
      const found = await run((client) => scanKeys(client, named(keyPrefix)), SCAN_MS);
      return new Map(found.map(([key, value]) => [key.slice(prefix.length), value]));
    },
    async close() {
      close();
    },
  };
}

/** Live string keys that start with `prefix`; a key that expires on the way is left out. */
async function scanKeys(client: Redis, prefix: string): Promise<[key: string, value: string][]> {
  const found = new Map<string, string>();
  let cursor = '0';
  do {
    const pattern = `${escapeGlob(prefix)}*`;
    const [next, keys] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
    const values = keys.length > 0 ? await client.mget(...keys) : [];
    for (const [index, key] of keys.entries()) {
      const value = values[index];
      if (typeof value === 'string') found.set(key, value);
    }
    cursor = next;
  } while (cursor !== '0');
  return [...found];
}
