import { createRegistryReader, type KeyValue } from '@gestas/sdk';
import type { LivePlugin, ReadLiveGraph } from '../models/live-graph.ts';
import { readMountedFolders } from './read-mounted-folders.ts';

/** Reads the live graph from what routers write of it; before any has written, from the folders that are mounted. */
export function createReadLiveGraph(folders: string) {
  return (keyValue: Pick<KeyValue, 'get' | 'scan'>): ReadLiveGraph => {
    const registry = createRegistryReader(keyValue);
    return async () => {
      const plugins = await registry.list();
      const live = plugins.filter(({ isServed }) => isServed);
      if (live.length === 0) return readMountedFolders(folders);
      return live.map(({ name, sdl, manifest }): LivePlugin => {
        const { database, permissions, emits } = manifest;
        return {
          name,
          sdl,
          schema: database.schema,
          permissions: permissions.map((one) => one.name),
          emits,
        };
      });
    };
  };
}
