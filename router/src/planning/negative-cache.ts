import { createLru } from './create-lru.ts';

/** Keys that are refused for a while. */
export type NegativeCache = { add(key: string): void; has(key: string): boolean };

/** Makes an empty one that keeps up to 1,000 keys, each for `forMs` milliseconds of the given clock. */
export function createNegativeCache(forMs: number, now: () => number): NegativeCache {
  const until = createLru<number>(1_000);
  return {
    add: (key) => until.set(key, now() + forMs),
    has(key) {
      const end = until.get(key);
      if (end !== undefined && end <= now()) until.delete(key);
      return end !== undefined && end > now();
    },
  };
}
