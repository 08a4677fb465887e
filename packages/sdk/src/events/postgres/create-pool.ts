import pg from 'pg';
import type { Logger } from '../../create-logger.ts';

/** A small pool whose broken connections are a log line, not a crash: the next query opens a new one. */
export function createPool(
  connectionString: string,
  max: number,
  logger: Logger,
  name: string,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  // A connection that breaks while a transaction has it, between two statements: the next statement fails.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  pool.on('error', (error) => logger.debug({ err: error }, 'idle database connection lost'));
  return pool;
}

/** Runs `work` in a transaction of one connection of the pool; an error rolls it back. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection in an unknown state is closed, which rolls back; it never returns to the pool.
    client.release(failure);
  }
}

/** Closes a pool; closing it again does nothing. */
export async function closePool(pool: pg.Pool): Promise<void> {
  if (!pool.ending) await pool.end();
}
