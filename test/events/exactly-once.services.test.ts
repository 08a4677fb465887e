import { startPrivateRedis } from '../../packages/sdk/src/events/testing/start-private-redis.ts';
import { startCountingWorld } from './support/counting-world.ts';
import { describeExactlyOnce } from './support/exactly-once-contract.ts';

describeExactlyOnce(async () => {
  const redis = await startPrivateRedis();
  const world = await startCountingWorld(redis);
  return {
    ...world,
    async stop() {
      await world.stop();
      await redis.stop();
    },
  };
});
