import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createLogger } from '../create-logger.ts';
import { readEnv } from '../read-env.ts';
import { createRedisKeyValue } from './create-redis-key-value.ts';
import type { KeyValue } from './key-value.ts';
import { describeKeyValueContract } from './testing/key-value-contract.ts';

const { REDIS_URL } = readEnv({ REDIS_URL: z.url().default('redis://127.0.0.1:6379') });

describeKeyValueContract(async () => {
  const logger = createLogger('test', 'error', { write: () => undefined });
  const prefix = `test-${randomUUID()}:`;
  const stores: KeyValue[] = [];
  return {
    open() {
      const store = createRedisKeyValue({ url: REDIS_URL, logger, prefix });
      stores.push(store);
      return store;
    },
    async stop() {
      await Promise.all(stores.map((store) => store.close()));
      const admin = new Redis(REDIS_URL);
      const keys = await admin.keys(`${prefix}*`);
      if (keys.length > 0) await admin.del(...keys);
      admin.disconnect();
    },
  };
});
