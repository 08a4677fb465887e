import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest, withPlatformHeader } from '@gestas/sdk';
import type { LivePlugin } from '../models/live-graph.ts';

/**
 * Reads what is mounted where every folder in `subgraphs/` is (`npm start`, `npm run dev`): manifests and schemas, except
 * in folders whose names start with `_`. A folder without both is no plugin; a broken manifest rejects.
 */
export async function readMountedFolders(root: string): Promise<readonly LivePlugin[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name);
  const plugins = await Promise.all(names.sort().map((name) => readPlugin(join(root, name))));
  return plugins.flatMap((plugin) => plugin ?? []);
}

async function readPlugin(folder: string): Promise<LivePlugin | null> {
  const read = (file: string) => readFile(join(folder, file), 'utf8').catch(() => null);
  const [manifestText, sdl] = await Promise.all([read('manifest.json'), read('schema.graphql')]);
  if (manifestText === null || sdl === null) return null;
  const { name, database, permissions, emits } = Manifest.parse(JSON.parse(manifestText));
  return {
    name,
    sdl: withPlatformHeader(sdl),
    schema: database.schema,
    permissions: permissions.map((one) => one.name),
    emits,
  };
}
