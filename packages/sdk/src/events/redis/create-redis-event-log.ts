import { randomUUID } from 'node:crypto';
import type { Logger } from '../../create-logger.ts';
import { consumeGroup, withDefaults } from '../consume-group.ts';
import { createTracker } from '../create-tracker.ts';
import { isWanted } from '../event-choice.ts';
import type { ConsumeOptions, EventLog } from '../event-log.ts';
import { appendToStream } from './append-to-stream.ts';
import { connectRedis, type RedisConnection } from './connect-redis.ts';
import { readLastPosition, readStreamAfter } from './read-stream.ts';
import { createRedisBell } from './redis-bell.ts';
import { listRedisDeadLetters, requeueInRedis } from './redis-dead-letters.ts';
import { createRedisGroupStore } from './redis-group-store.ts';
import { redisKeys } from './redis-keys.ts';

/** What the twin needs. */
export type RedisEventLogOptions = {
  readonly url: string;
  readonly logger: Logger;
  /** Events kept in each tenant's stream; a group that lags makes it keep up to ten times as many. */
  readonly streamMaxLength?: number;
  /** Put before every key and channel: tests share a server. Empty otherwise. */
  readonly prefix?: string;
};

const POLL_MS = 2_000;
/** Many events are appended by several commands, each of which has its 500 ms. */
const APPEND_MS = 5_000;

/** The event log over Redis Streams, with pub/sub as the bell. Every command ends within 500 ms, Redis or no Redis. */
export function createRedisEventLog(options: RedisEventLogOptions): EventLog {
  const { url, logger, streamMaxLength = 10_000, prefix = '' } = options;
  const keys = redisKeys(prefix);
  const connection = connectRedis(url, logger);
  const bell = createRedisBell(url, connection.client, keys, logger);
  const tracker = createTracker();
  let consuming: RedisConnection | undefined;

  async function consume(consumeOptions: ConsumeOptions) {
    consuming ??= connectRedis(url, logger);
    const full = withDefaults(consumeOptions, POLL_MS);
    const self = { ...full, member: randomUUID() };
    const member = consumeGroup(createRedisGroupStore(consuming, keys, self, logger), full, logger);
    const deafen = await bell.hear(
      ({ tenantId, name }) => isWanted(full, name) && member.wake(tenantId),
      () => void member.wakeAll(),
    );
    return tracker.track(async () => {
      deafen();
      await member.stop();
    });
  }

  return {
    kind: 'redis',
    append: (tenantId, events, appendOptions) =>
      connection.run(async (client) => {
        const [next] = await Promise.all([
          appendToStream(client, keys.stream(tenantId), streamMaxLength, events, appendOptions),
          client.sadd(keys.tenants, tenantId),
        ]);
        return next;
      }, APPEND_MS),
    readAfter: (tenantId, position, limit = 500) =>
      connection.run((client) => readStreamAfter(client, keys.stream(tenantId), position, limit)),
    lastPosition: (tenantId) =>
      connection.run((client) => readLastPosition(client, keys.stream(tenantId))),
    ring: (event) => connection.run(() => bell.ring(event)),
    async onBell(listener, onReconnect = () => {}) {
      const deafen = await bell.hear(listener, onReconnect);
      return tracker.track(async () => deafen());
    },
    consume,
    deadLetters: (group, tenantId) =>
      connection.run(async (client) => {
        const letters = await listRedisDeadLetters(client, keys, group, tenantId);
        return letters.map(({ event, attempts, reason }) => ({ event, attempts, reason }));
      }),
    requeue: (group, tenantId, eventId) =>
      connection.run((client) => requeueInRedis(client, keys, group, tenantId, eventId)),
    async close() {
      await tracker.stop();
      consuming?.close();
      bell.close();
      connection.close();
    },
  };
}
