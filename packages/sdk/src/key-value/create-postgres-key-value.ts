import type pg from 'pg';
import type { Logger } from '../create-logger.ts';
import { createPoll } from '../events/create-poll.ts';
import { closePool, createPool } from '../events/postgres/create-pool.ts';
import type { KeyValue } from './key-value.ts';
import { lifetime } from './lifetime.ts';

/** What the twin needs: a login that owns rows of `platform_control.key_values` (`gestas_events`). */
export type PostgresKeyValueOptions = {
  readonly connectionString: string;
  readonly logger: Logger;
  readonly maxConnections?: number;
};

const TABLE = 'platform_control.key_values';
const ALIVE = '(k.expires_at is null or k.expires_at > clock_timestamp())';
const PRUNE_MS = 60_000;

const expiry = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;

const SET = `insert into ${TABLE} (key, value, expires_at) values ($1, $2, ${expiry('$3')})
  on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`;

const SET_IF_ABSENT = `insert into ${TABLE} as k (key, value, expires_at)
  values ($1, $2, ${expiry('$3')})
  on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
  where not ${ALIVE}`;

const INCREMENT = `insert into ${TABLE} as k (key, value, expires_at)
  values ($1, $2::bigint::text, ${expiry('$3')})
  on conflict (key) do update set
    value = case when ${ALIVE} then (k.value::bigint + $2::bigint)::text else excluded.value end,
    expires_at = case when ${ALIVE} then coalesce(k.expires_at, excluded.expires_at)
      else excluded.expires_at end
  returning value`;

const SCAN = `select key, value from ${TABLE} k where key like $1 and ${ALIVE}`;

/** The key-value store without Redis: an unlogged table by the database's clock. Expired rows are swept each minute. */
export function createPostgresKeyValue(options: PostgresKeyValueOptions): KeyValue {
  const { connectionString, logger, maxConnections = 3 } = options;
  const pool = createPool(connectionString, maxConnections, logger, 'key value store');
  const sweep = createPoll(() => prune(pool, logger), PRUNE_MS);

  return {
    kind: 'postgres',
    async get(key) {
      const { rows } = await pool.query<{ value: string }>(
        `select value from ${TABLE} k where key = $1 and ${ALIVE}`,
        [key],
      );
      return rows[0]?.value ?? null;
    },
    async set(key, value, { expiresInMs } = {}) {
      await pool.query(SET, [key, value, expiresInMs === undefined ? null : lifetime(expiresInMs)]);
    },
    async setIfAbsent(key, value, { expiresInMs }) {
      const { rowCount } = await pool.query(SET_IF_ABSENT, [key, value, lifetime(expiresInMs)]);
      return rowCount === 1;
    },
    async delete(key, expected) {
      const { rowCount } = await pool.query(
        `delete from ${TABLE} k where key = $1 and ($2::text is null or value = $2) and ${ALIVE}`,
        [key, expected ?? null],
      );
      return rowCount === 1;
    },
    async increment(key, by, { expiresInMs }) {
      const { rows } = await pool.query(INCREMENT, [key, by, lifetime(expiresInMs)]);
      return Number(rows[0]?.value);
    },
    async scan(prefix) {
      const pattern = `${prefix.replace(/[\\%_]/g, '\\$&')}%`;
      const { rows } = await pool.query<{ key: string; value: string }>(SCAN, [pattern]);
      return new Map(rows.map((row) => [row.key, row.value]));
    },
    async close() {
      await sweep.stop();
      await closePool(pool);
    },
  };
}

async function prune(pool: pg.Pool, logger: Logger): Promise<void> {
  try {
    await pool.query(`delete from ${TABLE} where expires_at <= clock_timestamp()`);
  } catch (error) {
    logger.debug({ err: error }, 'expired values could not be swept');
  }
}
