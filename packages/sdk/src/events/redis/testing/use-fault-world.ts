import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { createLogger } from '../../../create-logger.ts';
import { startTestDatabase, type TestDatabase } from '../../../testing/index.ts';
import {
  createDispatcherHarness,
  type DispatcherHarness,
} from '../../dispatcher/testing/dispatcher-harness.ts';
import { type PrivateRedis, startPrivateRedis } from '../../testing/start-private-redis.ts';
import { createRedisEventLog } from '../create-redis-event-log.ts';
import { killClients } from './faulty-redis.ts';

/** What each test of a file gets: a Redis it may break, and a harness over it. */
export type FaultWorld = {
  readonly database: TestDatabase;
  readonly redis: PrivateRedis;
  readonly harness: DispatcherHarness;
};

/** Makes a fresh Redis for each test of the file, over one database; the function returned gives the current world. */
export function useFaultWorld(): () => FaultWorld {
  const logger = createLogger('test', 'error', { write: () => undefined });
  let database: TestDatabase | undefined;
  let world: FaultWorld | undefined;

  function current(): FaultWorld {
    if (!world) throw new Error('A world lives only within a test');
    return world;
  }

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  beforeEach(async () => {
    if (!database) throw new Error('The database did not start');
    const redis = await startPrivateRedis();
    const harness = await createDispatcherHarness({
      database,
      openLog: () => createRedisEventLog({ url: redis.url, logger }),
      cut: () => killClients(redis),
      stop: async () => undefined,
    });
    world = { database, redis, harness };
  });
  afterEach(async () => {
    const { harness, redis } = current();
    await harness.stop();
    await redis.stop();
  });
  afterAll(() => database?.stop());
  return current;
}
