import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type CountingWorld, until } from './counting-world.ts';

const COUNT = 1_000;
const LIMIT_MS = 300_000;

/** What counting must hold over either twin, whatever becomes of the process that counts. */
export function describeExactlyOnce(start: () => Promise<CountingWorld>): void {
  describe('exactly once', () => {
    let world: CountingWorld;
    beforeAll(async () => {
      world = await start();
    }, LIMIT_MS);
    afterAll(() => world.stop());

    for (const [name, check] of Object.entries(exactlyOnceContract)) {
      it(name, () => check(world), LIMIT_MS);
    }
  });
}

const exactlyOnceContract: Record<string, (world: CountingWorld) => Promise<void>> = {
  'a burst of 1,000 events is counted, though its process is killed again and again and acknowledgements are lost':
    async (world) => {
      const { id: tenantId } = await world.database.createTenant();
      await world.start();
      await world.announce(tenantId, COUNT);
      for (const killAt of [100, 350, 800]) {
        await until(async () => (await world.totals(tenantId)).DAY >= killAt);
        await world.kill(tenantId);
        expect((await world.totals(tenantId)).DAY).toBeLessThan(COUNT);
        await world.start();
      }
      await world.untilCaughtUp(tenantId);
      await expectCounted(world, tenantId, COUNT);
      await world.loseAcknowledgements(tenantId);
      await world.untilCaughtUp(tenantId);
      await expectCounted(world, tenantId, COUNT);
      await world.kill(tenantId);
    },

  'nothing is counted of an event in whose transaction the process is killed, and all of it next time':
    async (world) => {
      const { id: tenantId } = await world.database.createTenant();
      await world.start();
      await world.announce(tenantId, 1);
      await world.untilCaughtUp(tenantId);
      const letGo = await holdDay(world, tenantId);
      await world.announce(tenantId, 1); // the minute and the hour are written, the day waits
      await until(async () => (await backends(world, 'Lock')) === 1);
      await world.kill(tenantId);
      await letGo();
      await until(async () => (await backends(world)) === 0);
      await expectCounted(world, tenantId, 1);
      await world.start();
      await world.untilCaughtUp(tenantId);
      await expectCounted(world, tenantId, 2);
    },
};

/** Each series, the processed events and the announcements come to the same. */
async function expectCounted(world: CountingWorld, tenantId: string, count: number): Promise<void> {
  expect(await world.totals(tenantId)).toEqual({ MINUTE: count, HOUR: count, DAY: count });
  const rows = await world.database.query(
    `SELECT (SELECT count(*)::int FROM app.processed_events WHERE tenant_id = $1) AS claims,
      (SELECT count(*)::int FROM app.outbox WHERE tenant_id = $1 AND name = 'metric:recorded') AS records`,
    [tenantId],
  );
  expect(rows).toEqual([{ claims: count, records: count }]);
}

/** Locks the tenant's days, until what it returns is called. */
async function holdDay(
  { database }: CountingWorld,
  tenantId: string,
): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(
    `SELECT 1 FROM analytics.metric_points WHERE tenant_id = $1 AND bucket = 'DAY' FOR UPDATE`,
    [tenantId],
  );
  return () => holder.end();
}

/** How many connections of the plugin there are, or wait for something. */
async function backends({ database }: CountingWorld, waitsFor?: string): Promise<number> {
  const rows = await database.query(
    `SELECT 1 FROM pg_stat_activity WHERE usename = 'gestas_analytics' AND datname = current_database()
     AND ($1::text IS NULL OR wait_event_type = $1)`,
    [waitsFor],
  );
  return rows.length;
}
