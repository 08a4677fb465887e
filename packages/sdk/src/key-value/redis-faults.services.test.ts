import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '../create-logger.ts';
import { hang, killClients } from '../events/redis/testing/faulty-redis.ts';
import { type PrivateRedis, startPrivateRedis } from '../events/testing/start-private-redis.ts';
import { waitUntil } from '../events/testing/wait-until.ts';
import { createRedisKeyValue } from './create-redis-key-value.ts';
import type { KeyValue } from './key-value.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const LONG = { expiresInMs: 60_000 };

let redis: PrivateRedis;
let store: KeyValue;
beforeEach(async () => {
  redis = await startPrivateRedis();
  store = createRedisKeyValue({ url: redis.url, logger });
});
afterEach(async () => {
  await store.close();
  await redis.stop();
});

/** One call of each kind. */
const everyCall = () => [
  store.get('a'),
  store.set('a', '1'),
  store.setIfAbsent('b', '1', LONG),
  store.delete('c'),
  store.delete('c', 'x'),
  store.increment('d', 1, LONG),
];

/** Expects every call to fail within 600 ms. */
async function expectFastFailures(): Promise<void> {
  const begun = performance.now();
  const outcomes = await Promise.allSettled(everyCall());
  expect(performance.now() - begun).toBeLessThan(600);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
}

/** Resolves when the store answers again. */
const recovery = () =>
  waitUntil(() =>
    store.set('probe', '1').then(
      () => true,
      () => false,
    ),
  );

it('rides through cut connections', async () => {
  await store.set('a', 'kept');
  for (let time = 0; time < 5; time += 1) {
    await killClients(redis);
    expect(await store.get('a')).toBe('kept');
  }
});

it('fails within 600 ms while the server hangs, and works after that', async () => {
  await store.set('a', 'kept');
  const hanging = hang(redis, 2);
  await waitUntil(() =>
    store.get('a').then(
      () => false,
      () => true,
    ),
  );
  await expectFastFailures();
  await hanging;
  await recovery();
  await Promise.all(everyCall());
});

it('fails within 600 ms while there is no server, and works when it is back, empty', async () => {
  await store.set('a', 'lost');
  await redis.kill();
  await expectFastFailures();
  await expectFastFailures();
  await redis.start();
  await recovery();
  expect(await store.get('a')).toBeNull();
});

it('works for who was there before the server', async () => {
  await redis.kill();
  const early = createRedisKeyValue({ url: redis.url, logger });
  await expect(early.get('a')).rejects.toThrow();
  await redis.start();
  await waitUntil(() =>
    early.set('a', '1').then(
      () => true,
      () => false,
    ),
  );
  expect(await early.get('a')).toBe('1');
  await early.close();
});
