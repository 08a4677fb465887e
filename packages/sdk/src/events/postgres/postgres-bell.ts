import type pg from 'pg';
import type { Logger } from '../../create-logger.ts';
import type { Bell, EventEnvelope, Running } from '../event-log.ts';
import { bellOf, parseBell } from '../parse-bell.ts';
import { listen } from './listen.ts';

const CHANNEL = 'gestas_bell';

/** Rings by NOTIFY: tenant, position and name only, never data. */
export async function ringByNotify(pool: pg.Pool, event: EventEnvelope): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(bellOf(event))]);
}

/** Hears the bells of every tenant on a connection of its own. */
export function hearByListen(
  connectionString: string,
  logger: Logger,
  listener: (bell: Bell) => void,
  onReconnect: () => void,
): Promise<Running> {
  return listen({
    connectionString,
    channel: CHANNEL,
    logger,
    onReconnect,
    onNotification(payload) {
      const bell = parseBell(parseJson(payload));
      if (bell) listener(bell);
    },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
