import type { Logger } from '../create-logger.ts';
import { createPostgresKeyValue } from './create-postgres-key-value.ts';
import { createRedisKeyValue } from './create-redis-key-value.ts';
import type { KeyValue } from './key-value.ts';

/** Where the values are kept. */
export type KeyValueChoice = {
  /** Redis, when there is one. */
  readonly redisUrl?: string | undefined;
  /** Login of the role `gestas_events`. */
  readonly databaseUrl: string;
  readonly logger: Logger;
};

/** The key-value store over Redis when its URL is given, else over PostgreSQL. */
export function createKeyValue({ redisUrl, databaseUrl, logger }: KeyValueChoice): KeyValue {
  return redisUrl
    ? createRedisKeyValue({ url: redisUrl, logger })
    : createPostgresKeyValue({ connectionString: databaseUrl, logger });
}
