import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createLogger } from '../../create-logger.ts';
import { startTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { closePool, createPool, inTransaction } from './create-pool.ts';

const logger = createLogger('test', 'error', { write: () => undefined });

describe('createPool', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await startTestDatabase();
    pool = createPool(database.adminUrl, 2, logger, 'pool test');
    await pool.query('create table numbers (number integer)');
  });
  afterAll(async () => {
    await closePool(pool);
    await closePool(pool);
    await database.stop();
  });

  const insert = (client: pg.PoolClient, number: number) =>
    client.query('insert into numbers values ($1)', [number]);
  const numbers = async () =>
    (await pool.query('select number from numbers order by number')).rows.map((row) => row.number);
  const cut = () =>
    database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pool test'`,
    );

  it('commits a transaction, and returns what it answered', async () => {
    const answer = await inTransaction(pool, async (client) => {
      await insert(client, 1);
      expect(await numbers()).toEqual([]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await numbers()).toEqual([1]);
  });

  it.each([new Error('no'), 'no'])('rolls back what threw %p, and throws it', async (fault) => {
    const work = async (client: pg.PoolClient) => {
      await insert(client, 2);
      throw fault;
    };
    await expect(inTransaction(pool, work)).rejects.toBe(fault);
    expect(await numbers()).toEqual([1]);
  });

  it('outlives connections cut while idle, and while a transaction has one', async () => {
    await cut();
    const broken = inTransaction(pool, async (client) => {
      await insert(client, 3);
      await cut();
      await insert(client, 4);
    });
    await expect(broken).rejects.toThrow();
    expect(await waitUntil(() => numbers().catch(() => undefined))).toEqual([1]);
  });
});
