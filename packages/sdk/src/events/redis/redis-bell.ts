import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import type { Logger } from '../../create-logger.ts';
import type { Bell, EventEnvelope } from '../event-log.ts';
import { bellOf, parseBell } from '../parse-bell.ts';
import { COMMAND_TIMEOUT_MS, openRedis } from './connect-redis.ts';
import type { RedisKeys } from './redis-keys.ts';

/** The bell over pub/sub. */
export type RedisBell = {
  ring(event: EventEnvelope): Promise<void>;
  /** Adds a listener; returns how to remove it. Resolves when bells are heard, or after 500 ms without Redis. */
  hear(listener: (bell: Bell) => void, onReconnect: () => void): Promise<() => void>;
  close(): void;
};

type Ear = { readonly listener: (bell: Bell) => void; readonly onReconnect: () => void };

/** Makes the bell: `publisher` rings it; a connection of its own, opened for the first listener, hears it. */
export function createRedisBell(
  url: string,
  publisher: Redis,
  keys: RedisKeys,
  logger: Logger,
): RedisBell {
  const ears = new Set<Ear>();
  const subscriber = openRedis(url, logger, { lazyConnect: true, maxRetriesPerRequest: null });
  const pubSub = new RedisPubSub({ publisher, subscriber });
  let heard: Promise<unknown> | undefined;

  async function subscribe(): Promise<void> {
    const onMessage = (message: unknown) => {
      const bell = parseBell(message);
      if (bell) for (const { listener } of ears) listener(bell);
    };
    await pubSub.subscribe(keys.bellPattern, onMessage, { pattern: true });
    subscriber.on('ready', () => void afterReconnect());
  }

  /** The client has sent its subscriptions anew when it is ready; the answer to a later command tells that they hold. */
  async function afterReconnect(): Promise<void> {
    try {
      await subscriber.ping();
      for (const { onReconnect } of ears) onReconnect();
    } catch (error) {
      logger.debug({ err: error }, 'redis connection lost again');
    }
  }

  return {
    async ring(event) {
      const bell = bellOf(event);
      await Promise.all([
        pubSub.publish(keys.nameChannel(event.name), bell),
        pubSub.publish(keys.bellChannel(event.tenantId), bell),
      ]);
    },
    async hear(listener, onReconnect) {
      const ear = { listener, onReconnect };
      ears.add(ear);
      heard ??= subscribe().catch((error) => logger.error({ err: error }, 'bell is not heard'));
      const inTime = await settledWithin(COMMAND_TIMEOUT_MS, heard);
      if (!inTime) void heard.then(onReconnect);
      return () => ears.delete(ear);
    },
    close: () => subscriber.disconnect(),
  };
}

async function settledWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
