import { expect } from '@jest/globals';
import { positionsTo } from '../../testing/group-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import type { DispatcherHarness, Writer } from './dispatcher-harness.ts';

/** What dispatchers over every twin must hold, by name: positions and order. */
export const orderContract: Record<string, (harness: DispatcherHarness) => Promise<void>> = {
  'gives events positions from 1, in the order they were written, and rings for each': async (
    harness,
  ) => {
    const { tenantId, log, commit, dispatch, follow } = harness;
    const follower = await follow(tenantId);
    const before = await commit(tenantId, 3);
    await dispatch();
    await waitUntil(() => follower.seen.length === 3);
    const after = [...(await commit(tenantId, 1)), ...(await commit(tenantId, 2))];
    await waitUntil(() => follower.seen.length === 6 && new Set(follower.bells).size === 6);
    expect(follower.seen.map(({ id }) => id)).toEqual([...before, ...after]);
    expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(6));
    expect(await log.lastPosition(tenantId)).toBe(6);
  },

  'keeps what the writer wrote: name, time, actor, trace and data': async (harness) => {
    const { tenantId, commit, dispatch, follow } = harness;
    const follower = await follow(tenantId);
    await dispatch();
    const [id] = await commit(tenantId, 1);
    await waitUntil(() => follower.seen.length === 1);
    const [row] = await harness.setup.database.query<{ event: object }>(
      `select jsonb_build_object('id', id, 'position', position::int, 'name', name,
         'tenantId', tenant_id, 'actorId', actor_id, 'traceparent', traceparent, 'data', data) as event
       from app.outbox where id = $1`,
      [id],
    );
    expect(follower.seen[0]).toEqual({
      ...row?.event,
      occurredAt: new Date(Date.UTC(2026, 0, 1) + 1).toISOString(),
    });
  },

  'brings a transaction of many events whole': async (harness) => {
    const { tenantId, commit, dispatch, follow } = harness;
    const follower = await follow(tenantId);
    await dispatch();
    const ids = await commit(tenantId, 1_200);
    await waitUntil(() => follower.seen.length === 1_200);
    expect(follower.seen.map(({ id }) => id)).toEqual(ids);
    expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(1_200));
  },

  'does not lose a transaction that commits after later ones, nor wait for it': async (harness) => {
    const { tenantId, writer, commit, dispatch, follow } = harness;
    const follower = await follow(tenantId);
    await dispatch();
    const late = await writer();
    await late.client.query('begin');
    const lateIds = await late.add(tenantId, 2);
    const early = await commit(tenantId, 2);
    await waitUntil(() => follower.seen.length === 2);
    await late.client.query('commit');
    await waitUntil(() => follower.seen.length === 4);
    expect(follower.seen.map(({ id }) => id)).toEqual([...early, ...lateIds]);
    expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(4));
  },

  'leaves no gap for what was rolled back': async (harness) => {
    const { tenantId, writer, commit, dispatch, follow } = harness;
    const follower = await follow(tenantId);
    await dispatch();
    const undone = await writer();
    await undone.client.query('begin');
    await undone.add(tenantId, 2);
    const [first] = await commit(tenantId, 1);
    await undone.client.query('rollback');
    const [second] = await commit(tenantId, 1);
    await waitUntil(() => follower.seen.length === 2);
    const got = follower.seen.map(({ id, position }) => [id, position]);
    expect(got).toEqual([
      [first, 1],
      [second, 2],
    ]);
  },

  'counts each tenant on its own, and three racing dispatchers lose, double and swap nothing':
    async (harness) => {
      const { newTenant, dispatch, follow, writer } = harness;
      const tenants = await Promise.all([newTenant(), newTenant(), newTenant()]);
      const followers = await Promise.all(tenants.map(follow));
      await Promise.all([dispatch(), dispatch(), dispatch()]);
      const writers = await Promise.all([writer(), writer(), writer()]);
      const written = await Promise.all(writers.map((one) => writeMuch(one, tenants)));

      for (const [index, tenantId] of tenants.entries()) {
        const { seen = [] } = followers[index] ?? {};
        const perWriter = written.map((ids) => ids.get(tenantId) ?? []);
        const all = perWriter.flat();
        await waitUntil(() => seen.length >= all.length);
        const ids = seen.map(({ id }) => id);
        expect(seen.map(({ position }) => position)).toEqual(positionsTo(all.length));
        expect([...ids].sort()).toEqual([...all].sort());
        for (const own of perWriter) {
          const wrote = new Set(own);
          expect(ids.filter((id) => wrote.has(id))).toEqual(own);
        }
      }
    },

  'stops twice, and dispatches nothing after that': async (harness) => {
    const { tenantId, log, commit, dispatch } = harness;
    const dispatcher = await dispatch();
    await commit(tenantId, 1);
    await waitUntil(async () => (await log.lastPosition(tenantId)) === 1);
    await Promise.all([dispatcher.stop(), dispatcher.stop()]);
    const [id] = await commit(tenantId, 1);
    const rows = () =>
      harness.setup.database.query('select position from app.outbox where id = $1', [id]);
    expect(await rows()).toEqual([{ position: null }]);
    await dispatcher.stop();
    await dispatch();
    await waitUntil(async () => (await log.lastPosition(tenantId)) === 2);
  },
};

/** Commits transactions of one to three events, one after the other; every third one spans two tenants. */
async function writeMuch({ client, add }: Writer, tenants: readonly string[]) {
  const written = new Map(tenants.map((tenantId) => [tenantId, [] as string[]]));
  for (let turn = 0; turn < 24; turn += 1) {
    await client.query('begin');
    for (const place of turn % 3 === 0 ? [turn, turn + 1] : [turn]) {
      const tenantId = tenants[place % tenants.length] ?? '';
      written.get(tenantId)?.push(...(await add(tenantId, 1 + (turn % 3))));
    }
    await client.query('commit');
  }
  return written;
}
