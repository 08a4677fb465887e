import { expect, it } from '@jest/globals';
import { positionsTo } from '../testing/group-harness.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { useFaultWorld } from './testing/use-fault-world.ts';

const world = useFaultWorld();

it('puts a flushed log back without a new event, as far as events are kept', async () => {
  const { harness, redis } = world();
  const { tenantId, log, commit, dispatch, follow } = harness;
  const follower = await follow(tenantId);
  await dispatch({ retain: 20 });
  await commit(tenantId, 50);
  await waitUntil(() => follower.seen.length === 50);
  await redis.command('FLUSHALL');
  await waitUntil(async () => (await log.lastPosition(tenantId)) === 50);
  const kept = follower.seen.slice(30);
  expect(await log.readAfter(tenantId, 0)).toEqual({ events: kept, gap: true });
  expect(await log.readAfter(tenantId, 29)).toEqual({ events: kept, gap: true });
  expect(await log.readAfter(tenantId, 30)).toEqual({ events: kept, gap: false });
});

it('gives groups with members, retries and several tenants every event after a flush', async () => {
  const { harness, redis } = world();
  const { commit, dispatch, newTenant, consume } = harness;
  const tenants = [harness.tenantId, await newTenant(), await newTenant()];
  await dispatch();
  const failed = new Set<string>();
  const failing: string[] = [];
  await consume(harness.tenantId, {
    backoffMs: 5,
    async handler({ id, tenantId, position }) {
      if (!tenants.includes(tenantId)) return;
      if (position % 3 === 0 && !failed.has(id)) {
        failed.add(id);
        throw new Error('not at the first attempt');
      }
      failing.push(`${tenantId} ${position}`);
    },
  });
  const handled = await Promise.all(tenants.map((tenantId) => consume(tenantId)));
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(tenants.map((tenantId) => commit(tenantId, 5)));
    if (round % 2 === 0) await redis.command('FLUSHALL');
  }
  const total = 20 * tenants.length;
  await waitUntil(() => handled.flat().length >= total && failing.length >= total, 30_000);
  expect(handled).toEqual(tenants.map(() => positionsTo(20)));
  for (const tenantId of tenants) {
    const own = failing.filter((line) => line.startsWith(tenantId));
    expect(own).toEqual(positionsTo(20).map((position) => `${tenantId} ${position}`));
  }
});

it('goes on above a log that is ahead of a database restored from a backup', async () => {
  const { database, harness } = world();
  const { tenantId, commit, dispatch, follow } = harness;
  const follower = await follow(tenantId);
  const first = await dispatch();
  const ids = await commit(tenantId, 5);
  await waitUntil(() => follower.seen.length === 5);
  await first.stop();
  await database.query('delete from app.outbox where tenant_id = $1 and position > 3', [tenantId]);
  await database.query(
    'update platform_control.event_positions set last_position = 3 where tenant_id = $1',
    [tenantId],
  );
  await dispatch();
  ids.push(...(await commit(tenantId, 2)));
  await waitUntil(() => follower.seen.length === 7);
  expect(follower.seen.map(({ id }) => id)).toEqual(ids);
  expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(7));
});

it('appends however much there is', async () => {
  const { database, harness } = world();
  const { tenantId, log, commit, dispatch } = harness;
  await commit(tenantId, 60);
  await database.query(
    `update app.outbox set data = jsonb_build_object('text', repeat('ñ', 100000))
     where tenant_id = $1`,
    [tenantId],
  );
  await dispatch();
  await waitUntil(async () => (await log.lastPosition(tenantId).catch(() => 0)) === 60);
  const positions: number[] = [];
  while (positions.length < 60) {
    const { events } = await log.readAfter(tenantId, positions.length, 5);
    positions.push(...events.map(({ position }) => position));
  }
  expect(positions).toEqual(positionsTo(60));
});
