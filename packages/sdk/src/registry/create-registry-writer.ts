import type { KeyValue } from '../key-value/key-value.ts';
import { LEFT_PREFIX, RECORD_PREFIX, type RegistryRecord } from './registered-plugin.ts';

/** Long enough for who is told of the leaving to read about it, in milliseconds. */
const LEFT_MS = 60_000;

/** Writes what a router knows of the plugins. */
export type RegistryWriter = {
  put(record: RegistryRecord): Promise<void>;
  /** Forgets a plugin that may no longer join; `last` is kept for a minute, for who hears that it left. */
  remove(last: RegistryRecord): Promise<void>;
};

/** Makes a writer over the key-value store; only routers write. */
export function createRegistryWriter(keyValue: Pick<KeyValue, 'set' | 'delete'>): RegistryWriter {
  return {
    put: (record) => keyValue.set(RECORD_PREFIX + record.manifest.name, JSON.stringify(record)),
    async remove(last) {
      const { name } = last.manifest;
      const left = JSON.stringify({ ...last, instances: [], isRefused: false });
      await keyValue.set(LEFT_PREFIX + name, left, { expiresInMs: LEFT_MS });
      await keyValue.delete(RECORD_PREFIX + name);
    },
  };
}
