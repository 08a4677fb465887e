import { generateKeyPairSync } from 'node:crypto';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createPlugin,
  uuidV7,
} from '@gestas/sdk';
import { startTestDatabase } from '@gestas/sdk/testing';
import type { JWK } from 'jose';
import pg from 'pg';
import { createLogger } from '../packages/sdk/src/create-logger.ts';
import { startPrivateRedis } from '../packages/sdk/src/events/testing/start-private-redis.ts';
import { definition as analytics } from '../subgraphs/analytics/src/definition.ts';
import { startTestCluster } from '../test/setup/test-cluster.ts';
import { quantilesOf } from './support/quantiles.ts';

/**
 * How long it takes from sending an event's `commit` until its effect can be read by another connection, in milliseconds, one
 * event at a time: what analytics counted. Over PostgreSQL, and over a Redis of its own; looking takes up to a millisecond.
 * `node scripts/run.mjs bench/commit-to-effect.ts N`.
 */
const count = Number(process.argv[2] ?? '300');
const logger = createLogger('bench', 'error', process.stderr);
const cluster = await startTestCluster();
try {
  process.env.GESTAS_TEST_CLUSTER = cluster.url;
  process.env.GESTAS_TEST_MASTER = cluster.master;
  await measure();
  const redis = await startPrivateRedis();
  await measure(redis.url);
  await redis.stop();
} finally {
  await cluster.stop();
}

async function measure(redisUrl?: string): Promise<void> {
  const database = await startTestDatabase();
  const databaseUrl = database.urlOf('gestas_events');
  const stores = { redisUrl, databaseUrl, logger };
  const [eventLog, keyValue] = [createEventLog(stores), createKeyValue(stores)];
  const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger });
  const plugin = await createPlugin(analytics, {
    databaseUrl: database.urlOf('gestas_analytics'),
    tenantKey: database.tenantKeyOf('gestas_analytics'),
    routerKey: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as JWK,
    graph: () => ({ query: () => Promise.reject(new Error('nothing is asked here')) }),
    eventLog,
    keyValue,
    logger,
  });
  const { id: tenantId } = await database.createTenant();
  const writer = new pg.Client({ connectionString: database.adminUrl });
  await writer.connect();

  const waits: number[] = [];
  for (let done = 1; done <= count; done += 1) {
    await writer.query('BEGIN');
    await writer.query(
      `INSERT INTO app.outbox (id, tenant_id, name, data) VALUES ($1, $2, 'post:created', '{}')`,
      [uuidV7(), tenantId],
    );
    const committed = performance.now();
    await writer.query('COMMIT');
    while ((await counted(tenantId)) < done);
    waits.push(performance.now() - committed);
  }
  process.stdout.write(
    `${JSON.stringify({ effect: 'counted', log: eventLog.kind, ...quantilesOf(waits) })}\n`,
  );
  await writer.end();
  await plugin.stop();
  await dispatcher.stop();
  await Promise.all([eventLog.close(), keyValue.close()]);
  await database.stop();

  async function counted(tenant: string): Promise<number> {
    const rows = await database.query<{ total: number }>(
      `SELECT sum(value) AS total FROM analytics.metric_points
       WHERE tenant_id = $1 AND name = 'posts.created' AND bucket = 'DAY'`,
      [tenant],
    );
    return rows[0]?.total ?? 0;
  }
}
