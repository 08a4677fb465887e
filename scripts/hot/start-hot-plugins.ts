import { relative } from 'node:path';
import {
  createQuarantineBook,
  createRegistryReader,
  type EventLog,
  type KeyValue,
  ringRegistry,
} from '@gestas/sdk';
import { unenrolPlugins } from '../../prisma/enrol-plugins.ts';
import type { PluginFolder } from '../plugin-folders.ts';
import type { FolderChange } from './create-folder-book.ts';
import { createPluginLife, type PluginLife } from './create-plugin-life.ts';
import { realFolder } from './folder-state.ts';
import type { HotWorld } from './hot-world.ts';
import { watchFolders } from './watch-folders.ts';

/** A plugin that was there when the platform started. */
export type FirstPlugin = PluginFolder & {
  readonly stop: () => Promise<unknown>;
  /** Whether something else starts it again when its files change. */
  readonly isWatched: boolean;
};

/** What following the folders takes. */
export type HotOptions = Omit<HotWorld, 'registry' | 'quarantine' | 'ring' | 'running'> & {
  readonly roots: readonly string[];
  readonly first: readonly FirstPlugin[];
  readonly keyValue: KeyValue;
  readonly eventLog: EventLog;
};

/** Mounts, upgrades and removes plugins as their folders come, change and go. Returns what stops it and them. */
export function startHotPlugins(options: HotOptions): () => Promise<void> {
  const { roots, first, keyValue, eventLog, ...shared } = options;
  const begun = new Map(first.map((one) => [realFolder(one.folder) ?? one.folder, one]));
  const world: HotWorld = {
    ...shared,
    registry: createRegistryReader(keyValue),
    quarantine: createQuarantineBook(keyValue),
    ring: () => ringRegistry(eventLog),
    running: new Map(
      [...begun].map(([folder, { manifest }]) => [folder, { folder, manifest }] as const),
    ),
  };
  const lives = new Map<string, PluginLife>();

  const lifeOf = (folder: string) => {
    const life = lives.get(folder) ?? createPluginLife(folder, world);
    lives.set(folder, life);
    return life;
  };
  const endFirst = async (folder: string, { manifest, stop }: FirstPlugin) => {
    begun.delete(folder);
    world.running.delete(folder);
    await unenrolPlugins(world.stores.databaseUrl, ({ plugin }) => plugin === manifest.name);
    await world.ring();
    await stop();
    world.say(`removed ${manifest.name} (${relative('.', folder)})`);
  };
  const onFirst = (folder: string, plugin: FirstPlugin, kind: FolderChange['kind']) => {
    const shown = relative('.', folder);
    if (kind === 'gone') {
      endFirst(folder, plugin).catch((error) => world.say(`${shown}: ${String(error)}`));
    } else if (kind === 'settled' && !plugin.isWatched) {
      world.say(`${shown} has changed: start again to run it`);
    }
  };
  const onChange = (change: FolderChange) => {
    const { folder } = change;
    const plugin = begun.get(folder);
    if (plugin) onFirst(folder, plugin, change.kind);
    else if (change.kind === 'settled') lifeOf(folder).change();
    else if (change.kind === 'gone') lifeOf(folder).end();
    else world.say(`${relative('.', folder)}: no plugin yet, no ${change.missing.join(', no ')}`);
  };

  const endWatch = watchFolders({
    roots,
    running: [...begun.keys()],
    onChange,
  });
  return async () => {
    endWatch();
    await Promise.all([...lives.values()].map((life) => life.stop()));
  };
}
