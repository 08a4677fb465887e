/**
 * Small shared values: keys, leases, counters, expiring answers. Twins over Redis and PostgreSQL.
 * Values are strings; times are milliseconds. Nothing here is the truth: everything can be rebuilt.
 */
export interface KeyValue {
  /** Which twin this is, for `npm start`'s report. */
  readonly kind: 'redis' | 'postgres';
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options?: { readonly expiresInMs?: number }): Promise<void>;
  /** Sets only if absent or expired; true when this call set it. */
  setIfAbsent(
    key: string,
    value: string,
    options: { readonly expiresInMs: number },
  ): Promise<boolean>;
  /** Deletes; with `expected`, only while the value is that one. True when something was deleted. */
  delete(key: string, expected?: string): Promise<boolean>;
  /** Adds to a counter that expires `expiresInMs` after its first increment; returns the new count. */
  increment(key: string, by: number, options: { readonly expiresInMs: number }): Promise<number>;
  /** The live keys that start with `prefix`, with their values. */
  scan(prefix: string): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}
