import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requirePostgres, requireRedis } from './given-stores.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

describe('requirePostgres', () => {
  it('is content with a login that may create roles and schemas', async () => {
    await requirePostgres(database.adminUrl);
  });

  it('names variable, server and reason when nobody answers, and no password', async () => {
    const refused = requirePostgres('postgresql://me:hunter2@127.0.0.1:1/gestas');
    await expect(refused).rejects.toThrow(
      'DATABASE_URL: the PostgreSQL at 127.0.0.1:1/gestas cannot be used: connect ECONNREFUSED 127.0.0.1:1. Mend that, ' +
        'or leave DATABASE_URL empty for the embedded PostgreSQL.',
    );
  });

  it('repeats what the server says', async () => {
    const url = new URL(database.adminUrl);
    url.pathname = '/no_such_database';
    await expect(requirePostgres(url.href)).rejects.toThrow(
      'database "no_such_database" does not exist',
    );
  });

  it('refuses a login without the rights it takes', async () => {
    await expect(requirePostgres(database.urlOf('gestas_cms'))).rejects.toThrow(
      'its login gestas_cms may not create roles',
    );
  });
});

describe('requireRedis', () => {
  it('names variable, server and reason when nobody answers', async () => {
    await expect(requireRedis('redis://:hunter2@127.0.0.1:1')).rejects.toThrow(
      'REDIS_URL: Redis at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1. Mend that, or leave REDIS_URL empty',
    );
  });
});
