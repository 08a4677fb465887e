import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createDispatcher, createEventLog, createLogger, uuidV7 } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import type { PrivateRedis } from '../../../packages/sdk/src/events/testing/start-private-redis.ts';
import { freePortBase } from '../../../scripts/embedded/free-port.ts';
import { readPlatformEnv } from '../../../scripts/platform-env.ts';
import { deriveSecrets } from '../../../scripts/platform-secrets.ts';
import { readPluginFolders } from '../../../scripts/plugin-folders.ts';
import { pluginVariables } from '../../../scripts/plugin-variables.ts';

const GROUP = 'plugin-analytics';

/** What a tenant's events have come to in each bucket. */
export type Totals = { readonly MINUTE: number; readonly HOUR: number; readonly DAY: number };

/** The analytics plugin as a process of its own, to be killed, and events for it. */
export type CountingWorld = {
  readonly database: TestDatabase;
  /** Starts the process that counts. */
  start(): Promise<void>;
  /** Kills it (SIGKILL), and lets its lease on the tenant run out. */
  kill(tenantId: string): Promise<void>;
  /** Commits events of one name, at times that are days apart and not in order. */
  announce(tenantId: string, count: number): Promise<void>;
  totals(tenantId: string): Promise<Totals>;
  /** Waits until the group has acknowledged everything there is. */
  untilCaughtUp(tenantId: string): Promise<void>;
  /** Forgets that anything was ever acknowledged. */
  loseAcknowledgements(tenantId: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it over PostgreSQL, or over a Redis. */
export async function startCountingWorld(redis?: PrivateRedis): Promise<CountingWorld> {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error');
  const databaseUrl = database.urlOf('gestas_events');
  const eventLog = createEventLog({ redisUrl: redis?.url, databaseUrl, logger });
  const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger, pollMs: 100 });
  const group = redis ? redisGroup(redis, database) : postgresGroup(database);
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  return {
    database,
    async start() {
      child = await startAnalytics(database, redis?.url);
    },
    async kill(tenantId) {
      await kill();
      await group.expireLease(tenantId);
    },
    async announce(tenantId, count) {
      const rows = Array.from({ length: count }, () => uuidV7());
      await database.query(
        `INSERT INTO app.outbox (id, tenant_id, name, occurred_at, data)
         SELECT id, $1, 'post:created', '2026-03-05T12:00:00Z'::timestamptz - (n * 7919 % 11) * interval '13 hours', '{}'
         FROM unnest($2::uuid[]) WITH ORDINALITY AS e (id, n)`,
        [tenantId, rows],
      );
    },
    totals: (tenantId) => totalsOf(database, tenantId),
    untilCaughtUp: (tenantId) => until(() => group.isCaughtUp(tenantId)),
    loseAcknowledgements: (tenantId) => group.rewind(tenantId),
    async stop() {
      await kill();
      await dispatcher.stop();
      await eventLog.close();
      await database.stop();
    },
  };
}

/** Starts the plugin as it is deployed, and waits until it answers. */
async function startAnalytics(
  database: TestDatabase,
  redisUrl: string | undefined,
): Promise<ChildProcess> {
  const [plugin] = readPluginFolders('subgraphs').filter(({ manifest }) => manifest.name === GROUP);
  if (!plugin) throw new Error('there is no analytics plugin');
  const secrets = deriveSecrets(Buffer.from(process.env.GESTAS_TEST_MASTER ?? '', 'hex'));
  const base = await freePortBase();
  const stores = {
    databaseUrl: database.adminUrl,
    redisUrl,
    eventsUrl: database.urlOf('gestas_events'),
  };
  const env = readPlatformEnv({ PLUGIN_PORT_BASE: String(base), LOG_LEVEL: 'error' });
  const child = spawn(process.execPath, ['scripts/run.mjs', `${plugin.folder}/src/index.ts`], {
    env: { PATH: process.env.PATH, ...pluginVariables(plugin.manifest, stores, secrets, env) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const health = `http://localhost:${base + plugin.manifest.port - 3000}/health/ready`;
  await until(async () => (await fetch(health).catch(() => null))?.ok ?? false);
  return child;
}

async function totalsOf(database: TestDatabase, tenantId: string): Promise<Totals> {
  const rows = await database.query<{ bucket: keyof Totals; total: number }>(
    `SELECT bucket, sum(value) AS total FROM analytics.metric_points
     WHERE tenant_id = $1 AND name = 'posts.created' GROUP BY bucket`,
    [tenantId],
  );
  const totals = Object.fromEntries(rows.map(({ bucket, total }) => [bucket, total]));
  return { MINUTE: 0, HOUR: 0, DAY: 0, ...totals };
}

/** What a twin keeps of the group. */
type Group = {
  isCaughtUp(tenantId: string): Promise<boolean>;
  expireLease(tenantId: string): Promise<void>;
  rewind(tenantId: string): Promise<void>;
};

function postgresGroup(database: TestDatabase): Group {
  const { query } = database;
  const change = async (tenantId: string, what: string) => {
    const offsets = 'platform_control.consumer_offsets';
    await query(`UPDATE ${offsets} SET ${what} WHERE tenant_id = $1`, [tenantId]);
  };
  return {
    async isCaughtUp(tenantId) {
      const last = await lastPosition(database, tenantId);
      const rows = await query(
        `SELECT 1 FROM platform_control.consumer_offsets
         WHERE tenant_id = $1 AND claimed_by IS NULL AND position = $2`,
        [tenantId, last],
      );
      return rows.length > 0;
    },
    expireLease: (tenantId) => change(tenantId, 'claimed_until = now()'),
    rewind: (tenantId) => change(tenantId, 'position = 0'),
  };
}

function redisGroup(redis: PrivateRedis, database: TestDatabase): Group {
  const stream = (tenantId: string) => `events:{${tenantId}}`;
  const lease = (tenantId: string) => `lease:{${tenantId}}:${GROUP}`;
  return {
    async isCaughtUp(tenantId) {
      const last = await lastPosition(database, tenantId);
      if ((await redis.command('EXISTS', stream(tenantId))) === 0) return false;
      const [info] = (await redis.command('XINFO', 'GROUPS', stream(tenantId))) as unknown[][];
      const field = (name: string) => info?.[info.indexOf(name) + 1];
      const isHeld = (await redis.command('EXISTS', lease(tenantId))) === 1;
      return !isHeld && field('pending') === 0 && field('last-delivered-id') === `${last}-0`;
    },
    async expireLease(tenantId) {
      await redis.command('DEL', lease(tenantId));
    },
    async rewind(tenantId) {
      await redis.command('XGROUP', 'SETID', stream(tenantId), GROUP, '0');
    },
  };
}

/** The last position of all that is committed; null while something has none yet. */
async function lastPosition({ query }: TestDatabase, tenantId: string): Promise<number | null> {
  const [row] = await query<{ last: string; unplaced: number }>(
    `SELECT max(position) AS last, count(*) FILTER (WHERE position IS NULL)::int AS unplaced
     FROM app.outbox WHERE tenant_id = $1`,
    [tenantId],
  );
  return row?.unplaced === 0 ? Number(row.last) : null;
}

/** Waits for a condition as long as a busy machine may need. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
