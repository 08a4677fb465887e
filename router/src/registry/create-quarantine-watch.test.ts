import { createLogger, createQuarantineBook } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { memoryKeyValue } from '../../../packages/sdk/src/registry/testing/memory-key-value.ts';
import type { KnownInstance } from './create-lease-book.ts';
import { createQuarantineWatch } from './create-quarantine-watch.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const logger = createLogger('test', 'error', { write: () => undefined });

/** Routers over one store and one clock. */
function makeWorld() {
  const clock = { now: NOON };
  const store = memoryKeyValue(() => clock.now);
  const book = createQuarantineBook(store);
  const rung: number[] = [];
  const watch = () =>
    createQuarantineWatch({
      book,
      ring: async () => void rung.push(clock.now),
      logger,
      now: () => clock.now,
    });
  return { clock, store, book, rung, watch };
}

let count = 0;
function instance(startedAt: number, parts: Partial<KnownInstance> = {}): KnownInstance {
  count += 1;
  return {
    id: `i${count}`,
    plugin: 'plugin-a',
    url: `http://localhost:${count}/graphql`,
    contentHash: 'one',
    startedAt,
    lastHeartbeatAt: startedAt,
    isLive: true,
    ...parts,
  };
}

type World = ReturnType<typeof makeWorld>;
type Watch = ReturnType<World['watch']>;

/** Instances of a plugin that come and end, so many seconds each. */
async function loop(
  { clock }: World,
  watch: Watch,
  ends: number,
  seconds = 1,
  parts: Partial<KnownInstance> = {},
) {
  await watch.look([]);
  for (let end = 0; end < ends; end++) {
    const one = instance(clock.now, parts);
    await watch.look([one]);
    clock.now += seconds * 1_000;
    watch.ended(one);
    await watch.look([]);
  }
}

describe('the quarantine', () => {
  it('begins with the fourth end within a minute, and says why', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await loop(world, watch, 3);
    expect(watch.isOut('plugin-a')).toBe(false);
    await loop(world, watch, 1);
    expect(watch.isOut('plugin-a')).toBe(true);
    expect(world.rung).toHaveLength(1);
    expect(await world.book.find('plugin-a')).toEqual({
      isOut: true,
      at: new Date(world.clock.now).toISOString(),
      by: 'platform',
      reason: 'It ended 4 times within a minute.',
      contentHash: 'one',
    });
  });

  it('is not for one that ends as often in a longer time', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await loop(world, watch, 20, 21);
    expect(watch.isOut('plugin-a')).toBe(false);
  });

  it('is not for many that had lived for long, such as those of a machine that died', async () => {
    const world = makeWorld();
    const watch = world.watch();
    const many = Array.from({ length: 10 }, () => instance(NOON - 3_600_000));
    await watch.look(many);
    for (const one of many) watch.ended(one);
    await watch.look([]);
    expect(watch.isOut('plugin-a')).toBe(false);
  });

  it('is not for those that ended before this router looked', async () => {
    const watch = makeWorld().watch();
    for (let end = 0; end < 9; end++) watch.ended(instance(NOON - 1));
    await watch.look([]);
    expect(watch.isOut('plugin-a')).toBe(false);
  });

  it.each(['plugin-auth', 'plugin-system'])(
    'is not for %s, which the way back leads through',
    async (plugin) => {
      const world = makeWorld();
      const watch = world.watch();
      await loop(world, watch, 9, 1, { plugin });
      expect(watch.isOut(plugin)).toBe(false);
    },
  );
});

describe('every router', () => {
  it('agrees, one that starts later too, and one plugin does not stand for another', async () => {
    const world = makeWorld();
    const [first, second] = [world.watch(), world.watch()];
    await second.look([]);
    await loop(world, first, 4);
    await second.look([]);
    const third = world.watch();
    await third.look([]);
    expect([second, third].map((watch) => watch.isOut('plugin-a'))).toEqual([true, true]);
    expect([second, third].map((watch) => watch.isOut('plugin-b'))).toEqual([false, false]);
  });

  it('remembers when the store has forgotten', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await loop(world, watch, 4);
    world.store.flush();
    await watch.look([]);
    expect((await world.book.find('plugin-a'))?.isOut).toBe(true);
  });
});

describe('the way back', () => {
  const IN = { at: '', by: 'operator', reason: 'mended' } as const;

  it('is open when somebody says so, and forgets what was', async () => {
    const world = makeWorld();
    const [watch, other] = [world.watch(), world.watch()];
    await other.look([]);
    await loop(world, watch, 4);
    await other.look([]);
    await world.book.letIn('plugin-a', IN);
    await watch.look([]);
    await other.look([]);
    expect([watch.isOut('plugin-a'), other.isOut('plugin-a')]).toEqual([false, false]);
    world.clock.now += 1;
    await loop(world, watch, 3);
    expect(watch.isOut('plugin-a')).toBe(false);
    await loop(world, watch, 1);
    expect(watch.isOut('plugin-a')).toBe(true);
  });

  it('is not closed by the end of instances that were there before', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await loop(world, watch, 4);
    const leftOver = Array.from({ length: 9 }, () => instance(world.clock.now));
    await watch.look(leftOver);
    await world.book.letIn('plugin-a', IN);
    await watch.look(leftOver);
    world.clock.now += 1_000;
    for (const one of leftOver) watch.ended(one);
    await watch.look([]);
    expect(watch.isOut('plugin-a')).toBe(false);
  });

  it('is open to another content, whose first end is one too many', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await loop(world, watch, 4);
    const same = instance(world.clock.now);
    await watch.look([same]);
    expect(watch.isOut('plugin-a')).toBe(true);
    world.clock.now += 1_000;
    const other = instance(world.clock.now, { contentHash: 'two' });
    await watch.look([same, other]);
    expect(watch.isOut('plugin-a')).toBe(false);
    watch.ended(other);
    await watch.look([same]);
    expect(watch.isOut('plugin-a')).toBe(true);
  });

  it('is open to an operator alone when an operator closed it', async () => {
    const world = makeWorld();
    const watch = world.watch();
    await watch.look([]);
    const at = new Date(NOON).toISOString();
    await world.book.takeOut('plugin-a', { at, by: 'operator', reason: 'odd', contentHash: 'one' });
    world.clock.now += 1_000;
    await watch.look([instance(world.clock.now, { contentHash: 'two' })]);
    expect(watch.isOut('plugin-a')).toBe(true);
  });
});
