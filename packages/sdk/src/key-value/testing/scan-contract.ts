import { expect } from '@jest/globals';
import { type KeyValueCheck, LONG, SHORT, untilGone } from './key-value-check.ts';

/** Characters that mean something in a Redis pattern or in SQL's LIKE. */
const SPECIAL = ['*', '?', '[ab]', '[^a]', '\\', '\\*', '%', '_', '^', '{', "'", '-', 'ñ', '🎈'];

/** What a scan of every twin must hold, by name. */
export const scanContract: Record<string, KeyValueCheck> = {
  'finds nothing under a prefix nobody uses': async (store, own) => {
    expect(await store.scan(own)).toEqual(new Map());
  },

  'finds the keys under a prefix, with their values': async (store, own) => {
    await store.set(`${own}a`, '1');
    await store.set(`${own}b:c`, '2', LONG);
    await store.set(`x${own}d`, '3', LONG);
    await store.increment(`${own}n`, 7, LONG);
    const found = await store.scan(own);
    expect(Object.fromEntries(found)).toEqual({
      [`${own}a`]: '1',
      [`${own}b:c`]: '2',
      [`${own}n`]: '7',
    });
    expect(await store.scan(`${own}b:c`)).toEqual(new Map([[`${own}b:c`, '2']]));
  },

  'takes every character of a prefix for itself': async (store, own) => {
    await store.set(`${own}a`, 'decoy', LONG);
    await store.set(`${own}b-decoy`, 'decoy', LONG);
    for (const special of SPECIAL) await store.set(`${own}${special}:key`, special, LONG);
    for (const special of SPECIAL) {
      const found = await store.scan(`${own}${special}:`);
      expect(found).toEqual(new Map([[`${own}${special}:key`, special]]));
    }
    expect((await store.scan(own)).size).toBe(SPECIAL.length + 2);
  },

  'leaves out what was deleted or has expired': async (store, own) => {
    await store.set(`${own}expired`, 'x', SHORT);
    await store.set(`${own}deleted`, 'x', LONG);
    await store.set(`${own}kept`, 'x', LONG);
    await store.delete(`${own}deleted`);
    await untilGone(store, `${own}expired`);
    expect(await store.scan(own)).toEqual(new Map([[`${own}kept`, 'x']]));
  },

  'finds each of thousands once': async (store, own) => {
    const keys = Array.from({ length: 2_500 }, (_, index) => `${own}${index}`);
    for (let from = 0; from < keys.length; from += 100) {
      await Promise.all(keys.slice(from, from + 100).map((key) => store.set(key, key, LONG)));
    }
    const found = await store.scan(own);
    expect(found.size).toBe(2_500);
    expect([...found].every(([key, value]) => key === value)).toBe(true);
  },
};
