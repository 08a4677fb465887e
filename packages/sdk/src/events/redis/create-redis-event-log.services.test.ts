import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createLogger } from '../../create-logger.ts';
import { readEnv } from '../../read-env.ts';
import type { EventLog } from '../event-log.ts';
import { describeEventLogContract } from '../event-log-contract.ts';
import { createRedisEventLog } from './create-redis-event-log.ts';

const { REDIS_URL } = readEnv({ REDIS_URL: z.url().default('redis://127.0.0.1:6379') });

describeEventLogContract(async () => {
  const logger = createLogger('test', 'error', { write: () => undefined });
  const prefix = `test-${randomUUID()}:`;
  const admin = new Redis(REDIS_URL);
  const logs: EventLog[] = [];
  return {
    remote: { twin: 'redis', url: REDIS_URL, prefix },
    open() {
      const log = createRedisEventLog({ url: REDIS_URL, logger, prefix });
      logs.push(log);
      return log;
    },
    newTenant: async () => randomUUID(),
    store: async () => undefined,
    async forget(tenantId, upTo) {
      await admin.xtrim(`${prefix}events:{${tenantId}}`, 'MINID', upTo + 1);
    },
    async stop() {
      await Promise.all(logs.map((log) => log.close()));
      const keys = await admin.keys(`${prefix}*`);
      if (keys.length > 0) await admin.del(...keys);
      admin.disconnect();
    },
  };
});
