import { expect } from '@jest/globals';
import { type KeyValueCheck, LONG, SHORT, untilGone } from './key-value-check.ts';

/** What counters of every twin must hold, by name. */
export const counterContract: Record<string, KeyValueCheck> = {
  'counts from 0, by any whole number': async (store, own) => {
    expect(await store.increment(`${own}a`, 1, LONG)).toBe(1);
    expect(await store.increment(`${own}a`, 41, LONG)).toBe(42);
    expect(await store.increment(`${own}a`, -50, LONG)).toBe(-8);
    expect(await store.increment(`${own}a`, 0, LONG)).toBe(-8);
    expect(await store.get(`${own}a`)).toBe('-8');
    expect(await store.increment(`${own}b`, 4_000_000_000_000, LONG)).toBe(4_000_000_000_000);
  },

  'counts on from a value that was set, and gives it a life': async (store, own) => {
    await store.set(`${own}a`, '5');
    expect(await store.increment(`${own}a`, 1, SHORT)).toBe(6);
    await untilGone(store, `${own}a`);
  },

  'starts anew when the life of its first increment is over, however often it counted': async (
    store,
    own,
  ) => {
    await store.increment(`${own}a`, 1, { expiresInMs: 80 });
    await store.increment(`${own}a`, 1, LONG);
    await untilGone(store, `${own}a`);
    expect(await store.increment(`${own}a`, 1, LONG)).toBe(1);
  },

  'loses no increment of many at once': async (store, own, open) => {
    const counters = [store, open(), open()];
    const runs = Array.from({ length: 90 }, (_, index) =>
      counters[index % 3]?.increment(`${own}a`, 1, LONG),
    );
    const counts = (await Promise.all(runs)).map(Number).sort((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  },

  'refuses to count what is no number, or by a fraction': async (store, own) => {
    await store.set(`${own}a`, 'text', LONG);
    await expect(store.increment(`${own}a`, 1, LONG)).rejects.toThrow();
    expect(await store.get(`${own}a`)).toBe('text');
    await expect(store.increment(`${own}b`, 0.5, LONG)).rejects.toThrow();
    expect(await store.get(`${own}b`)).toBeNull();
  },
};
