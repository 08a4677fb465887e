import { createLogger } from '../../create-logger.ts';
import { startTestDatabase } from '../../testing/index.ts';
import { createRedisEventLog } from '../redis/create-redis-event-log.ts';
import { killClients } from '../redis/testing/faulty-redis.ts';
import { startPrivateRedis } from '../testing/start-private-redis.ts';
import { describeDispatcherContract } from './testing/dispatcher-contract.ts';

describeDispatcherContract(async () => {
  const [database, redis] = await Promise.all([startTestDatabase(), startPrivateRedis()]);
  const logger = createLogger('test', 'error', { write: () => undefined });
  return {
    database,
    openLog: () => createRedisEventLog({ url: redis.url, logger }),
    cut: () => killClients(redis),
    async stop() {
      await redis.stop();
      await database.stop();
    },
  };
});
