import { afterAll, beforeAll } from '@jest/globals';
import {
  type PrivateRedis,
  startPrivateRedis,
} from '../../packages/sdk/src/events/testing/start-private-redis.ts';
import { describeRights } from './rights-contract.ts';

let redis: PrivateRedis;
beforeAll(async () => {
  redis = await startPrivateRedis();
});
afterAll(() => redis.stop());

describeRights('Redis', () => redis.url);
