import { expect } from '@jest/globals';
import type { TestDatabase } from '../../../testing/index.ts';
import { positionsTo } from '../../testing/group-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import type { DispatchStep } from '../create-dispatcher.ts';
import type { DispatcherHarness } from './dispatcher-harness.ts';

/** A step hook that kills its dispatcher after a step, whenever it comes there. */
function killAfter(fatal: DispatchStep, tenantId: string) {
  let die = () => {};
  const killed = new Promise<void>((resolve) => {
    die = resolve;
  });
  const onStep = (step: DispatchStep, of: string) => {
    if (step !== fatal || of !== tenantId) return;
    die();
    throw new Error(`killed after ${step}`);
  };
  return { killed, onStep };
}

/** A dispatcher dies after `step` with three events in hand; another one takes over, told of `later` more. */
function takesOver(step: DispatchStep, later: number) {
  return async ({ tenantId, log, commit, dispatch, follow }: DispatcherHarness) => {
    const follower = await follow(tenantId);
    const { killed, onStep } = killAfter(step, tenantId);
    const dying = await dispatch({ onStep });
    const ids = await commit(tenantId, 3);
    await killed;
    await dying.stop();
    if (later > 0) ids.push(...(await commit(tenantId, later)));
    await dispatch();
    await waitUntil(() => follower.seen.length >= ids.length);
    expect(follower.seen.map(({ id }) => id)).toEqual(ids);
    expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(ids.length));
    const { events } = await log.readAfter(tenantId, 0);
    expect(events).toEqual(follower.seen);
  };
}

/** What dispatchers over every twin must hold, by name: death at each step, and lost connections. */
export const interruptionContract: Record<string, (harness: DispatcherHarness) => Promise<void>> = {
  'takes over from one killed with positions given': takesOver('assigned', 0),
  'takes over from one killed with positions given, and newer events': takesOver('assigned', 2),
  'takes over from one killed before it rang': takesOver('appended', 0),
  'takes over from one killed before it rang, and newer events': takesOver('appended', 2),
  'takes over from one killed after it rang': takesOver('rung', 0),
  'takes over from one killed after it rang, and newer events': takesOver('rung', 2),

  'does not let one that fails hold up another at work, nor another tenant': async (harness) => {
    const { tenantId, commit, dispatch, follow, newTenant } = harness;
    const other = await newTenant();
    const [follower, otherFollower] = [await follow(tenantId), await follow(other)];
    await dispatch({ onStep: killAfter('assigned', tenantId).onStep });
    const expected = await commit(other, 2);
    await waitUntil(() => otherFollower.seen.length === 2);
    expect(otherFollower.seen.map(({ id }) => id)).toEqual(expected);
    await dispatch();
    const ids: string[] = [];
    for (let turn = 0; turn < 10; turn += 1) ids.push(...(await commit(tenantId, 2)));
    await waitUntil(() => follower.seen.length >= ids.length);
    expect(follower.seen.map(({ id }) => id)).toEqual(ids);
  },

  'loses nothing when connections are cut while events are published': async (harness) => {
    const { setup, tenantId, commit, dispatch, follow, consume } = harness;
    const [follower, handled] = [await follow(tenantId), await consume(tenantId)];
    await Promise.all([dispatch(), dispatch()]);
    const ids: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      ids.push(...(await commit(tenantId, 3)));
      if (turn % 4 === 0) await setup.cut();
      if (turn % 4 === 2) await cutFromDatabase(setup.database);
    }
    await waitUntil(() => follower.seen.length >= ids.length && handled.length >= ids.length);
    expect(follower.seen.map(({ id }) => id)).toEqual(ids);
    expect(follower.seen.map(({ position }) => position)).toEqual(positionsTo(ids.length));
    expect(handled).toEqual(positionsTo(ids.length));
  },
};

/** Ends every session of the events' role, listeners included. */
export async function cutFromDatabase(database: TestDatabase): Promise<void> {
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where usename = 'gestas_events' and datname = current_database()`,
  );
}
