import { afterEach, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startPrivateRedis } from '../../packages/sdk/src/events/testing/start-private-redis.ts';
import { checkRedis } from './check-redis.ts';

let redis: Awaited<ReturnType<typeof startPrivateRedis>> | undefined;
afterEach(async () => {
  await redis?.stop();
  redis = undefined;
});

async function look(settings: Readonly<Record<string, string>>) {
  redis = await startPrivateRedis();
  const client = new Redis(redis.url);
  for (const [name, value] of Object.entries(settings)) await client.config('SET', name, value);
  client.disconnect();
  const findings = await checkRedis({
    source: { REDIS_URL: redis.url },
    root: '.',
    dataFolder: '.',
  });
  return Object.fromEntries(findings.map(({ name, status }) => [name, status]));
}

it('is well with an append-only file and no eviction', async () => {
  expect(await look({ appendonly: 'yes', 'maxmemory-policy': 'noeviction' })).toEqual({
    redis: 'ok',
    'redis persistence': 'ok',
    'redis maxmemory-policy': 'ok',
  });
});

it('is told when it keeps nothing, and is a fault when it throws things away', async () => {
  expect(await look({ appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' })).toEqual({
    redis: 'ok',
    'redis persistence': 'warn',
    'redis maxmemory-policy': 'fail',
  });
});
