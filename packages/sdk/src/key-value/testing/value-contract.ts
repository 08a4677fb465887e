import { expect } from '@jest/globals';
import { type KeyValueCheck, LONG, SHORT, untilGone } from './key-value-check.ts';

/** What values of every twin must hold, by name. */
export const valueContract: Record<string, KeyValueCheck> = {
  'answers null for a key that was never set': async (store, own) => {
    expect(await store.get(`${own}a`)).toBeNull();
    expect(await store.delete(`${own}a`)).toBe(false);
  },

  'gives back what was set, in every process, and the newest of two': async (store, own, open) => {
    await store.set(`${own}a`, 'one');
    expect(await open().get(`${own}a`)).toBe('one');
    await store.set(`${own}a`, 'two', LONG);
    expect(await store.get(`${own}a`)).toBe('two');
    expect(await store.get(`${own}A`)).toBeNull();
  },

  'keeps any text as it is': async (store, own) => {
    const texts = ['', ' ', '0', 'null', '{"a":[1]}', "'; drop table x; --", 'ñ 日本 🎈\r\n\t\\'];
    for (const [index, text] of texts.entries()) await store.set(`${own}${index}`, text);
    const kept = await Promise.all(texts.map((_, index) => store.get(`${own}${index}`)));
    expect(kept).toEqual(texts);
  },

  'keeps big values': async (store, own) => {
    const big = 'gestas-ñ'.repeat(250_000);
    await store.set(`${own}big`, big, LONG);
    expect((await store.get(`${own}big`)) === big).toBe(true);
    expect((await store.scan(own)).get(`${own}big`)?.length).toBe(big.length);
    expect(await store.delete(`${own}big`, big)).toBe(true);
  },

  'forgets a value when its life is over, and one that had none to begin with': async (
    store,
    own,
  ) => {
    const from = performance.now();
    await store.set(`${own}a`, 'x', SHORT);
    await untilGone(store, `${own}a`);
    expect(performance.now() - from).toBeGreaterThanOrEqual(SHORT.expiresInMs - 5);
    for (const expiresInMs of [0, -5, 0.2]) {
      await store.set(`${own}b`, 'x', { expiresInMs });
      await untilGone(store, `${own}b`);
    }
  },

  'takes the life of the last setting': async (store, own) => {
    await store.set(`${own}lengthened`, 'x', SHORT);
    await store.set(`${own}endless`, 'x', SHORT);
    await store.set(`${own}shortened`, 'x', LONG);
    await store.set(`${own}lengthened`, 'y', LONG);
    await store.set(`${own}endless`, 'y');
    await store.set(`${own}shortened`, 'y', { expiresInMs: 80 });
    await untilGone(store, `${own}shortened`);
    expect(await store.get(`${own}lengthened`)).toBe('y');
    expect(await store.get(`${own}endless`)).toBe('y');
  },

  'deletes once': async (store, own) => {
    await store.set(`${own}a`, 'x');
    expect(await store.delete(`${own}a`)).toBe(true);
    expect(await store.get(`${own}a`)).toBeNull();
    expect(await store.delete(`${own}a`)).toBe(false);
  },

  'deletes an expected value, and leaves any other': async (store, own) => {
    await store.set(`${own}a`, 'mine', LONG);
    expect(await store.delete(`${own}a`, 'theirs')).toBe(false);
    expect(await store.delete(`${own}a`, '')).toBe(false);
    expect(await store.get(`${own}a`)).toBe('mine');
    expect(await store.delete(`${own}a`, 'mine')).toBe(true);
    expect(await store.delete(`${own}a`, 'mine')).toBe(false);
    await store.set(`${own}empty`, '');
    expect(await store.delete(`${own}empty`, '')).toBe(true);
  },

  'does not delete what has expired': async (store, own) => {
    await store.set(`${own}a`, 'x', SHORT);
    await untilGone(store, `${own}a`);
    expect(await store.delete(`${own}a`)).toBe(false);
    expect(await store.delete(`${own}a`, 'x')).toBe(false);
  },

  'refuses calls after it is closed, and closes twice': async (_store, own, open) => {
    const store = open();
    await store.set(`${own}a`, 'x');
    await Promise.all([store.close(), store.close()]);
    await expect(store.get(`${own}a`)).rejects.toThrow();
    await expect(store.set(`${own}a`, 'y')).rejects.toThrow();
    await store.close();
  },
};
