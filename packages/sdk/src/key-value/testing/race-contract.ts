import { expect } from '@jest/globals';
import { waitUntil } from '../../events/testing/wait-until.ts';
import { type KeyValueCheck, LONG, SHORT, untilGone } from './key-value-check.ts';

/** What `setIfAbsent`, and races of every twin, must hold, by name. */
export const raceContract: Record<string, KeyValueCheck> = {
  'sets what is absent, and leaves what is there': async (store, own) => {
    expect(await store.setIfAbsent(`${own}a`, 'one', LONG)).toBe(true);
    expect(await store.setIfAbsent(`${own}a`, 'two', LONG)).toBe(false);
    expect(await store.get(`${own}a`)).toBe('one');
    await store.set(`${own}endless`, 'one');
    expect(await store.setIfAbsent(`${own}endless`, 'two', LONG)).toBe(false);
  },

  'sets again what was deleted or has expired': async (store, own) => {
    await store.setIfAbsent(`${own}a`, 'one', LONG);
    await store.delete(`${own}a`, 'one');
    expect(await store.setIfAbsent(`${own}a`, 'two', LONG)).toBe(true);
    await store.setIfAbsent(`${own}b`, 'one', SHORT);
    await waitUntil(() => store.setIfAbsent(`${own}b`, 'two', LONG));
    expect(await store.get(`${own}b`)).toBe('two');
  },

  'does not prolong a life it found': async (store, own) => {
    await store.setIfAbsent(`${own}a`, 'one', SHORT);
    expect(await store.setIfAbsent(`${own}a`, 'two', LONG)).toBe(false);
    await untilGone(store, `${own}a`);
  },

  'has one winner of a race, whose value stays': async (store, own, open) => {
    const racers = [store, open(), open()];
    for (let round = 0; round < 10; round += 1) {
      const runs = Array.from({ length: 15 }, async (_, racer) => {
        const won = await racers[racer % 3]?.setIfAbsent(`${own}${round}`, `${racer}`, LONG);
        return won ? `${racer}` : undefined;
      });
      const winners = (await Promise.all(runs)).filter((winner) => winner !== undefined);
      expect(winners).toEqual([await store.get(`${own}${round}`)]);
    }
  },

  'has one winner of a race for an expired key': async (store, own, open) => {
    const other = open();
    await store.set(`${own}a`, 'old', SHORT);
    await untilGone(store, `${own}a`);
    const runs = [store, other, store, other].map((one, racer) =>
      one.setIfAbsent(`${own}a`, `${racer}`, LONG),
    );
    expect((await Promise.all(runs)).filter(Boolean)).toHaveLength(1);
  },

  'has one winner of a race to delete': async (store, own, open) => {
    const other = open();
    await store.set(`${own}a`, 'x', LONG);
    const runs = [store, other, store, other].map((one) => one.delete(`${own}a`, 'x'));
    expect((await Promise.all(runs)).filter(Boolean)).toHaveLength(1);
  },
};
