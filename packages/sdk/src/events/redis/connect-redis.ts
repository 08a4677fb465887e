import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../../create-logger.ts';
import { fullJitter } from '../full-jitter.ts';

/** The longest a call on the request path waits for Redis, reconnecting included. Source: security.md, "Faults". */
export const COMMAND_TIMEOUT_MS = 500;

/** How long calls wait, each for its own time, for a connection that was never there: a process at its start is busy. */
const FIRST_CONNECTION_MS = 5_000;

const BACKOFF = { baseMs: 50, maxMs: 2_000 };

/** How often a connection is asked whether its server is there, and how long it may take to say so. */
const WATCH = { everyMs: 3_000, patienceMs: 2_000 };

/** A connection whose calls end within `COMMAND_TIMEOUT_MS`, with their answer or with an error. */
export type RedisConnection = {
  readonly client: Redis;
  /**
   * Runs commands; rides through a reconnect if it is quick, fails at once while Redis stays away. Each command has
   * 500 ms in any case; `withinMs`, 500 too unless given, is for all of them.
   */
  run<Result>(commands: (client: Redis) => Promise<Result>, withinMs?: number): Promise<Result>;
  close(): void;
};

/** Opens a client which reconnects for ever with full-jitter backoff, and logs when it loses and finds its server. */
export function openRedis(url: string, logger: Logger, options: RedisOptions): Redis {
  const client = new Redis(url, {
    connectTimeout: 2_000,
    // The client waits this long for a stream that is closed already, and keeps its process alive for it.
    disconnectTimeout: 200,
    keepAlive: 10_000,
    disableClientInfo: true,
    retryStrategy: (times) => fullJitter(times, BACKOFF),
    // After a fail-over the old primary refuses writes: go and find the new one.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
    ...options,
  });
  let lost = false;
  client.on('error', (error) => {
    if (!lost) logger.warn({ err: error }, 'redis connection lost');
    lost = true;
  });
  client.on('ready', () => {
    if (lost) logger.info('redis connection restored');
    lost = false;
    watch(client);
  });
  return client;
}

/** Leaves a connection whose server went away without a word, and finds it anew: TCP alone would wait for minutes. */
function watch(client: Redis): void {
  let isOpen = true;
  const timer = setInterval(() => {
    within(WATCH.patienceMs, client.ping()).catch(() => isOpen && client.disconnect(true));
  }, WATCH.everyMs);
  client.once('close', () => {
    isOpen = false;
    clearInterval(timer);
  });
}

/** Opens a connection for the request path: 500 ms, one retry, no offline queue. */
export function connectRedis(url: string, logger: Logger): RedisConnection {
  const client = openRedis(url, logger, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  let awaySince: number | undefined = performance.now() + FIRST_CONNECTION_MS;
  client.on('close', () => {
    awaySince ??= performance.now();
  });
  client.on('ready', () => {
    awaySince = undefined;
  });
  return {
    client,
    async run(commands, withinMs = COMMAND_TIMEOUT_MS) {
      if (isReady(client)) return within(withinMs, commands(client));
      const awayMs = performance.now() - (awaySince ?? performance.now());
      const patienceMs = Math.min(withinMs, COMMAND_TIMEOUT_MS - awayMs);
      const ready = untilReady(client, patienceMs).then(() => commands(client));
      return within(withinMs, ready);
    },
    close: () => client.disconnect(),
  };
}

/** Between the end of its stream and its `close` event a client still says that it is ready. */
function isReady(client: Redis): boolean {
  return client.status === 'ready' && client.stream.writable;
}

async function untilReady(client: Redis, patienceMs: number): Promise<void> {
  if (isReady(client)) return;
  if (patienceMs <= 0 || client.status === 'end') throw new Error('Redis is out of reach');
  let onReady = () => {};
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
    client.once('ready', resolve);
  });
  try {
    await within(patienceMs, ready);
  } finally {
    client.off('ready', onReady);
  }
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
