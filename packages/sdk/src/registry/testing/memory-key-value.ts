import type { KeyValue } from '../../key-value/key-value.ts';

/**
 * The key-value store as a map, for tests of what is written where: it has a clock of the test's and can be flushed at a
 * given moment. The twins' own contract is proven elsewhere.
 */
export function memoryKeyValue(now: () => number = Date.now) {
  const values = new Map<string, { readonly value: string; readonly until: number }>();
  const alive = (key: string) => {
    const known = values.get(key);
    return known && known.until > now() ? known.value : null;
  };
  const store: KeyValue = {
    kind: 'redis',
    get: async (key) => alive(key),
    async set(key, value, { expiresInMs = Number.POSITIVE_INFINITY } = {}) {
      values.set(key, { value, until: now() + expiresInMs });
    },
    async setIfAbsent(key, value, { expiresInMs }) {
      if (alive(key) !== null) return false;
      values.set(key, { value, until: now() + expiresInMs });
      return true;
    },
    async delete(key, expected) {
      const value = alive(key);
      if (value === null || (expected !== undefined && value !== expected)) return false;
      return values.delete(key);
    },
    async increment(key, by, { expiresInMs }) {
      const count = Number(alive(key) ?? 0) + by;
      values.set(key, { value: String(count), until: now() + expiresInMs });
      return count;
    },
    async scan(prefix) {
      const keys = [...values.keys()].filter((key) => key.startsWith(prefix));
      return new Map(
        keys.flatMap((key) => {
          const value = alive(key);
          return value === null ? [] : [[key, value] as const];
        }),
      );
    },
    close: async () => undefined,
  };
  return { ...store, flush: () => values.clear() };
}
