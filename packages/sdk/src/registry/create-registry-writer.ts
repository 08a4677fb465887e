import type { KeyValue } from '../key-value/key-value.ts';
import { RECORD_PREFIX, type RegistryRecord } from './registered-plugin.ts';

/** Writes what a router knows of the plugins. */
export type RegistryWriter = {
  put(record: RegistryRecord): Promise<void>;
  /** Forgets a plugin that may no longer join. */
  remove(plugin: string): Promise<void>;
};

/** Makes a writer over the key-value store; only routers write. */
export function createRegistryWriter(keyValue: Pick<KeyValue, 'set' | 'delete'>): RegistryWriter {
  return {
    put: (record) => keyValue.set(keyOf(record.manifest.name), JSON.stringify(record)),
    async remove(plugin) {
      await keyValue.delete(keyOf(plugin));
    },
  };
}

function keyOf(plugin: string): string {
  return `${RECORD_PREFIX}${plugin}`;
}
