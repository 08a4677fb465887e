import { hkdfSync, randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import { readEnv } from '../read-env.ts';

/** A database of one test file, with every migration applied: nothing in it is shared with another file. */
export type TestDatabase = {
  /** The superuser's URL. */
  readonly adminUrl: string;
  /** The URL with which a role, such as `gestas_cms` or `gestas_events`, logs in. */
  urlOf(role: string): string;
  /** The key with which that role signs tenant bindings. */
  tenantKeyOf(role: string): Buffer;
  /** Makes a tenant; every test takes a fresh one. */
  createTenant(slug?: string): Promise<{ readonly id: string; readonly slug: string }>;
  /** Asks as the superuser, whom row-level security does not bind. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Drops the database. */
  stop(): Promise<void>;
};

/**
 * Copies the migrated template of the run's throw-away PostgreSQL.
 * @throws Error when jest runs without this project's global set-up.
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const env = readEnv({ GESTAS_TEST_CLUSTER: z.url(), GESTAS_TEST_MASTER: z.string().min(64) });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(env.GESTAS_TEST_CLUSTER, `CREATE DATABASE ${name} TEMPLATE gestas_template`);
  const adminUrl = withPath(env.GESTAS_TEST_CLUSTER, name);
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2 });
  pool.on('error', () => undefined); // tests end connections; the next query opens another
  const derive = (purpose: string) =>
    Buffer.from(
      hkdfSync('sha256', Buffer.from(env.GESTAS_TEST_MASTER, 'hex'), '', `gestas:${purpose}`, 32),
    );
  return {
    adminUrl,
    urlOf(role) {
      const url = new URL(adminUrl);
      url.username = role;
      url.password = derive(`role:${role}`).toString('hex');
      return url.href;
    },
    tenantKeyOf: (role) => derive(`tenant:${role}`),
    async createTenant(slug = `t-${randomUUID().slice(0, 13)}`) {
      const id = randomUUID();
      await pool.query(
        'INSERT INTO platform_control.tenants (id, slug, name) VALUES ($1, $2, $2)',
        [id, slug],
      );
      return { id, slug };
    },
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await pool.query<Row>(text, values)).rows;
    },
    async stop() {
      await pool.end();
      await onServer(env.GESTAS_TEST_CLUSTER, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('gestas_template'))"); // one copy at a time: a template allows no other session
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withPath(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target.href;
}
