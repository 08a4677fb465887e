import { createEventLog, createKeyValue, createLogger } from '@gestas/sdk';
import { afterAll, describe } from '@jest/globals';
import {
  type PrivateRedis,
  startPrivateRedis,
} from '../../packages/sdk/src/events/testing/start-private-redis.ts';
import { registryContract } from './support/registry-contract.ts';

const servers: PrivateRedis[] = [];
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  for (const server of servers) await server.stop();
});

describe('the registry over Redis', () => {
  registryContract(async () => {
    const redis = await startPrivateRedis();
    servers.push(redis);
    const logger = createLogger('test', 'error', { write: () => undefined });
    const stores = { redisUrl: redis.url, databaseUrl: '', logger };
    const [keyValue, eventLog] = [createKeyValue(stores), createEventLog(stores)];
    closing.push(keyValue.close, eventLog.close);
    return { keyValue, eventLog, flush: async () => void (await redis.command('FLUSHALL')) };
  });
});
