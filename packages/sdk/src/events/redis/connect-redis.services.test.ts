import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { createLogger } from '../../create-logger.ts';
import { sampleEvents } from '../testing/sample-event.ts';
import { startPrivateRedis } from '../testing/start-private-redis.ts';
import { startProxy } from '../testing/start-proxy.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { createRedisEventLog } from './create-redis-event-log.ts';

const logger = createLogger('test', 'error', { write: () => undefined });

it('leaves a connection that went silent for a new one, by calls and by who hears bells', async () => {
  const redis = await startPrivateRedis();
  const proxy = await startProxy(redis.url);
  const [tenantId, bells] = [randomUUID(), [] as number[]];
  const here = createRedisEventLog({ url: redis.url, logger });
  const there = createRedisEventLog({ url: proxy.url, logger });
  let reconnects = 0;
  await there.onBell(
    ({ position }) => bells.push(position),
    () => {
      reconnects += 1;
    },
  );
  const [first, second] = sampleEvents(tenantId, 1, 2);
  if (!first || !second) throw new Error('no events');
  await there.append(tenantId, [first]);
  await here.ring(first);
  await waitUntil(() => bells.length === 1);

  proxy.freeze();
  await expect(there.lastPosition(tenantId)).rejects.toThrow();
  await waitUntil(() => reconnects === 1);
  await waitUntil(() => there.lastPosition(tenantId).catch(() => 0));
  await here.ring(second);
  await waitUntil(() => bells.length === 2);
  expect(bells).toEqual([1, 2]);
  await Promise.all([here.close(), there.close()]);
  await proxy.stop();
  await redis.stop();
});
