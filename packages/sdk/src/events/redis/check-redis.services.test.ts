import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEnv } from '../../read-env.ts';
import { checkRedis } from './check-redis.ts';

const { REDIS_URL } = readEnv({ REDIS_URL: z.url().default('redis://127.0.0.1:6379') });

it('is content with a Redis that answers, and with another of its databases', async () => {
  await checkRedis(REDIS_URL);
  await checkRedis(new URL('/9', REDIS_URL).href);
});

it('refuses a database the server does not have', async () => {
  const url = new URL('/999999', REDIS_URL).href;
  await expect(checkRedis(url)).rejects.toThrow('out of range');
});
