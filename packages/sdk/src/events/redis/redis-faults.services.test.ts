import { expect, it } from '@jest/globals';
import type { EventLog } from '../event-log.ts';
import { positionsTo } from '../testing/group-harness.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { hang, killClients } from './testing/faulty-redis.ts';
import { useFaultWorld } from './testing/use-fault-world.ts';

const world = useFaultWorld();

/** Commits ten events, lets `fault` happen in their middle, and ten after it. */
async function strike(fault: () => Promise<unknown>) {
  const { tenantId, commit, dispatch, follow, consume } = world().harness;
  const [follower, handled] = [await follow(tenantId), await consume(tenantId)];
  await Promise.all([dispatch(), dispatch()]);
  const ids = await commit(tenantId, 5);
  await waitUntil(() => follower.seen.length === 5 && handled.length === 5);
  const striking = fault();
  for (let turn = 0; turn < 5; turn += 1) ids.push(...(await commit(tenantId, 1)));
  await striking;
  for (let turn = 0; turn < 10; turn += 1) ids.push(...(await commit(tenantId, 1)));
  await waitUntil(() => follower.seen.length >= 20 && handled.length >= 20, 30_000);
  expect(follower.seen.map(({ id }) => id)).toEqual(ids);
  expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(20));
  return { follower, handled };
}

it('brings every event once, in order, when connections are cut', async () => {
  const { redis } = world();
  const { handled } = await strike(() => killClients(redis));
  expect(handled).toEqual(positionsTo(20));
});

it('brings every event once, in order, when the server hangs', async () => {
  const { redis } = world();
  const { handled } = await strike(() => hang(redis, 2));
  expect(handled).toEqual(positionsTo(20));
});

it('brings every event once, in order, when everything is flushed, and cursors live on', async () => {
  const { harness, redis } = world();
  const { follower, handled } = await strike(() => redis.command('FLUSHALL'));
  expect(handled).toEqual(positionsTo(20));
  const page = await harness.log.readAfter(harness.tenantId, 3);
  expect(page).toEqual({ events: follower.seen.slice(3), gap: false });
});

it('brings every event once, in order, when the server is killed and comes back empty', async () => {
  const { harness, redis } = world();
  const { follower, handled } = await strike(async () => {
    await redis.kill();
    await redis.start();
  });
  expect(handled).toEqual(positionsTo(20));
  const page = await waitUntil(() => harness.log.readAfter(harness.tenantId, 0).catch(() => null));
  expect(page).toEqual({ events: follower.seen, gap: false });
});

it('starts without a server, and brings everything when it comes', async () => {
  const { harness, redis } = world();
  const { tenantId, commit, dispatch, follow, consume } = harness;
  await redis.kill();
  const begun = performance.now();
  const [follower, handled] = [await follow(tenantId), await consume(tenantId)];
  await dispatch();
  expect(performance.now() - begun).toBeLessThan(5_000);
  const ids = await commit(tenantId, 4);
  await redis.start();
  await waitUntil(() => follower.seen.length >= 4 && handled.length >= 4);
  expect(follower.seen.map(({ id }) => id)).toEqual(ids);
  expect(handled).toEqual(positionsTo(4));
});

it('ends every call within 600 ms while the server hangs, and works after that', async () => {
  const { harness, redis } = world();
  const { log, tenantId, commit, dispatch, follow } = harness;
  const follower = await follow(tenantId);
  await dispatch();
  await commit(tenantId, 2);
  await waitUntil(() => follower.seen.length === 2);
  const [event] = follower.seen;
  if (!event) throw new Error('no event');
  const calls = {
    lastPosition: () => log.lastPosition(tenantId),
    readAfter: () => log.readAfter(tenantId, 0),
    append: () => log.append(tenantId, [event]),
    ring: () => log.ring(event),
    deadLetters: () => log.deadLetters('group', tenantId),
    requeue: () => log.requeue('group', tenantId, event.id),
  };
  await log.lastPosition(tenantId);
  const hanging = hang(redis, 3);
  await waitUntil(() => isHanging(log, tenantId));
  const begun = performance.now();
  const outcomes = await Promise.allSettled(Object.values(calls).map((call) => call()));
  expect(performance.now() - begun).toBeLessThan(600);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
  await hanging;
  await waitUntil(() => log.lastPosition(tenantId).catch(() => 0));
  await Promise.all(Object.values(calls).map((call) => call()));
});

/** True once a call has failed: the server has gone to sleep. */
async function isHanging(log: EventLog, tenantId: string): Promise<boolean> {
  return log.lastPosition(tenantId).then(
    () => false,
    () => true,
  );
}
