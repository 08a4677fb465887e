import type { JWK } from 'jose';
import type { Logger } from '../create-logger.ts';
import { closePool, createPool } from '../events/postgres/create-pool.ts';

/** The plugins that may join, each by the public key enrolled for it. */
export type PluginKeys = {
  /** A plugin's public Ed25519 key; null when it is not enrolled. */
  find(plugin: string): Promise<JWK | null>;
  /** Every plugin that is enrolled now, in the order of enrolment: always read anew. */
  names(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** What reading the keys takes; times are milliseconds. */
export type PluginKeysOptions = {
  /** Login of the role `gestas_events`, which may read them and change none. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** How long an answer of `find` may be old; 2,000. */
  readonly freshMs?: number;
  readonly now?: () => number;
};

const SELECT =
  'select plugin, public_key from platform_control.plugin_keys order by enrolled_at, plugin';

/**
 * Reads the enrolled keys from the database: no plugin can write them, and no flushed store loses them. While the
 * database does not answer, those read last go on to count; before the first answer, asking throws an Error.
 */
export function createPluginKeys(options: PluginKeysOptions): PluginKeys {
  const { databaseUrl, logger, freshMs = 2_000, now = Date.now } = options;
  const pool = createPool(databaseUrl, 1, logger, 'plugin keys');
  let known: ReadonlyMap<string, JWK> | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  const read = async () => {
    try {
      const { rows } = await pool.query<{ plugin: string; public_key: string }>(SELECT);
      known = new Map(rows.map((row) => [row.plugin, toJwk(row.public_key)]));
    } catch (err) {
      logger.warn({ err }, 'plugin keys could not be read');
    }
    readAt = known ? now() : readAt;
    reading = null;
  };
  const fresh = async () => {
    if (now() - readAt >= freshMs) {
      reading ??= read();
      await reading;
    }
    if (!known) throw new Error('The plugin keys have not been read yet.');
    return known;
  };

  return {
    async find(plugin) {
      return (await fresh()).get(plugin) ?? null;
    },
    async names() {
      await reading; // it may have begun before somebody was enrolled
      readAt = Number.NEGATIVE_INFINITY;
      return [...(await fresh()).keys()];
    },
    close: () => closePool(pool),
  };
}

function toJwk(x: string): JWK {
  return { kty: 'OKP', crv: 'Ed25519', x };
}
