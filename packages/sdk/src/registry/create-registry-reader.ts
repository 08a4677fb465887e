import type { KeyValue } from '../key-value/key-value.ts';
import { type Quarantine, readQuarantine, readQuarantines } from './quarantine.ts';
import {
  type PluginStatus,
  RECORD_PREFIX,
  type RegisteredPlugin,
  RegistryRecord,
} from './registered-plugin.ts';

/** Reads what routers wrote of the plugins. */
export type RegistryReader = {
  /** Every plugin that is known, by name. */
  list(): Promise<readonly RegisteredPlugin[]>;
  /** Null when no router knows it. */
  find(name: string): Promise<RegisteredPlugin | null>;
};

/** Makes a reader over the key-value store; a record that is damaged counts as absent until the router writes it anew. */
export function createRegistryReader(keyValue: Pick<KeyValue, 'get' | 'scan'>): RegistryReader {
  return {
    async list() {
      const [records, quarantines] = await Promise.all([
        keyValue.scan(RECORD_PREFIX),
        readQuarantines(keyValue),
      ]);
      const plugins = [...records].flatMap(([key, text]) => {
        const quarantine = quarantines.get(key.slice(RECORD_PREFIX.length));
        return toPlugin(text, quarantine ?? null) ?? [];
      });
      return plugins.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    async find(name) {
      const text = await keyValue.get(`${RECORD_PREFIX}${name}`);
      return text === null ? null : toPlugin(text, await readQuarantine(keyValue, name));
    },
  };
}

function toPlugin(text: string, quarantine: Quarantine | null): RegisteredPlugin | null {
  const record = RegistryRecord.safeParse(parseJson(text));
  if (!record.success) return null;
  const { manifest, sdl, instances, lastRefusal, isServed } = record.data;
  const { name, version } = manifest;
  return {
    name,
    version,
    manifest,
    sdl,
    status: quarantine?.isOut ? 'QUARANTINED' : statusOf(record.data),
    isServed,
    instances,
    lastRefusal,
    quarantine: quarantine?.isOut ? { at: quarantine.at, reason: quarantine.reason } : null,
  };
}

function statusOf({ instances, isRefused }: RegistryRecord): PluginStatus {
  if (isRefused) return 'REFUSED';
  if (!instances.some(({ isLive }) => isLive)) return 'UNAVAILABLE';
  return instances.every(({ isLive }) => isLive) ? 'READY' : 'DEGRADED';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
