import type { KeyValue } from '../key-value/key-value.ts';
import {
  LEFT_PREFIX,
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
  /** The same; one that left within the last minute is UNAVAILABLE and has no instances. */
  findLast(name: string): Promise<RegisteredPlugin | null>;
};

/** Makes a reader over the key-value store; a record that is damaged counts as absent until the router writes it anew. */
export function createRegistryReader(keyValue: Pick<KeyValue, 'get' | 'scan'>): RegistryReader {
  const read = async (key: string) => {
    const text = await keyValue.get(key);
    return text === null ? null : toPlugin(text);
  };
  return {
    async list() {
      const records = await keyValue.scan(RECORD_PREFIX);
      const plugins = [...records.values()].flatMap((text) => toPlugin(text) ?? []);
      return plugins.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    find: (name) => read(RECORD_PREFIX + name),
    findLast: async (name) => (await read(RECORD_PREFIX + name)) ?? read(LEFT_PREFIX + name),
  };
}

function toPlugin(text: string): RegisteredPlugin | null {
  const record = RegistryRecord.safeParse(parseJson(text));
  if (!record.success) return null;
  const { manifest, sdl, instances, lastRefusal } = record.data;
  const { name, version } = manifest;
  return { name, version, manifest, sdl, status: statusOf(record.data), instances, lastRefusal };
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
