import type { Logger } from '../create-logger.ts';
import type { EventLog } from './event-log.ts';
import { createPostgresEventLog } from './postgres/create-postgres-event-log.ts';
import { createRedisEventLog } from './redis/create-redis-event-log.ts';

/** Where the log is kept. */
export type EventLogChoice = {
  /** Redis, when there is one. */
  readonly redisUrl?: string | undefined;
  /** Login of the role `gestas_events`. */
  readonly databaseUrl: string;
  readonly logger: Logger;
};

/** The event log over Redis when its URL is given, else over PostgreSQL. */
export function createEventLog({ redisUrl, databaseUrl, logger }: EventLogChoice): EventLog {
  return redisUrl
    ? createRedisEventLog({ url: redisUrl, logger })
    : createPostgresEventLog({ connectionString: databaseUrl, logger });
}
