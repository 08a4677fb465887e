import pg from 'pg';
import type { Logger } from '../../create-logger.ts';
import type { Running } from '../event-log.ts';
import { fullJitter } from '../full-jitter.ts';

/** What a listener needs. */
export type ListenOptions = {
  readonly connectionString: string;
  readonly channel: string;
  readonly logger: Logger;
  readonly onNotification: (payload: string) => void;
  /** The channel is heard again; notifications may have been lost in between. */
  readonly onReconnect: () => void;
  /** How often the connection is asked whether its server is there, in milliseconds. */
  readonly watchMs?: number;
};

const BACKOFF = { baseMs: 100, maxMs: 5_000 };

/**
 * LISTENs on a connection of its own, for as long as it runs: a lost connection is opened again with full-jitter backoff.
 * Resolves when the channel is heard, or when the first attempt has failed and the next ones go on by themselves.
 */
export async function listen(options: ListenOptions): Promise<Running> {
  const { channel, logger, onReconnect, watchMs = 5_000 } = options;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;

  function retry(error: Error | undefined): void {
    client = undefined;
    if (stopped) return;
    logger.warn({ channel, err: error }, 'event channel lost');
    timer = setTimeout(() => void connect(onReconnect), fullJitter(failures, BACKOFF));
    failures += 1;
  }

  async function connect(onHeard: () => void): Promise<void> {
    const attempt = createListener(options);
    client = attempt;
    let over = false;
    let watch: NodeJS.Timeout | undefined;
    const end = (error?: Error) => {
      if (over) return;
      over = true;
      clearInterval(watch);
      attempt.end().catch(() => undefined);
      retry(error);
    };
    attempt.once('error', end).once('end', () => end());
    try {
      await attempt.connect();
      await attempt.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (over || stopped) return;
      failures = 0;
      // A server that went away without a word: TCP alone would wait for minutes.
      watch = setInterval(() => attempt.query('select 1').catch(end), watchMs);
      onHeard();
    } catch (error) {
      end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  await connect(() => undefined);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function createListener({ connectionString, channel, onNotification }: ListenOptions): pg.Client {
  const client = new pg.Client({
    connectionString,
    application_name: `listen ${channel}`,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
  });
  client.on('notification', ({ payload }) => onNotification(payload ?? ''));
  // A second error after the first must not end the process.
  client.on('error', () => undefined);
  return client;
}
