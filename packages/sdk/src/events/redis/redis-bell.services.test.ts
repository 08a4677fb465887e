import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createLogger } from '../../create-logger.ts';
import { sampleEvent } from '../testing/sample-event.ts';
import { startPrivateRedis } from '../testing/start-private-redis.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { createRedisEventLog } from './create-redis-event-log.ts';

const logger = createLogger('test', 'error', { write: () => undefined });

it('rings on the channel of exactly the name of the event, for any plain subscriber', async () => {
  const redis = await startPrivateRedis();
  const log = createRedisEventLog({ url: redis.url, logger });
  const plain = new Redis(redis.url);
  await plain.subscribe('post:created');
  const tenantId = randomUUID();
  const message = once(plain, 'message');
  await log.ring(sampleEvent(tenantId, 1, 'post:deleted'));
  await log.ring(sampleEvent(tenantId, 2));

  const [channel, text] = await message;
  expect(channel).toBe('post:created');
  const bell = { tenantId, position: 2, previous: 1, name: 'post:created' };
  expect(JSON.parse(String(text))).toEqual(bell);

  plain.disconnect();
  await log.close();
  await redis.stop();
});

it('takes nothing for a bell that is none', async () => {
  const redis = await startPrivateRedis();
  const log = createRedisEventLog({ url: redis.url, logger });
  const heard: number[] = [];
  await log.onBell(({ position }) => heard.push(position));
  const tenantId = randomUUID();
  const channel = `events:bell:{${tenantId}}`;
  for (const text of [
    '',
    'ring',
    '{',
    'null',
    '[]',
    '{"tenantId":"x","position":-1,"name":"a:b"}',
  ]) {
    await redis.command('PUBLISH', channel, text);
  }
  await log.ring(sampleEvent(tenantId, 3));
  await waitUntil(() => heard.length > 0);
  expect(heard).toEqual([3]);
  await log.close();
  await redis.stop();
});
