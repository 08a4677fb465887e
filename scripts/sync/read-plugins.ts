import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Manifest, withPlatformHeader } from '@gestas/sdk';
import { z } from 'zod';

/** One composed plugin as its folder describes it, with nothing running. */
export type FolderPlugin = {
  readonly manifest: Manifest;
  /** The schema file, relative to the root, with `/` on every system. */
  readonly schemaFile: string;
  /** The SDL it registers: its own below the platform's header. */
  readonly sdl: string;
  /** Where it listens when `PLUGIN_PORT_BASE` is left at 3000. */
  readonly url: string;
  /** Each event it emits, with the names of the facts it carries. */
  readonly events: ReadonlyMap<string, readonly string[]>;
};

/**
 * Reads every plugin of a checkout, by name; folders that start with `_` are not composed.
 * @throws Error naming the file when a manifest is not valid.
 */
export async function readPlugins(root: string): Promise<readonly FolderPlugin[]> {
  const folders = readdirSync(join(root, 'subgraphs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
    .filter((name) => existsSync(join(root, 'subgraphs', name, 'manifest.json')));
  const plugins = await Promise.all(folders.map((name) => readPlugin(root, name)));
  return plugins.sort((a, b) => a.manifest.name.localeCompare(b.manifest.name));
}

async function readPlugin(root: string, name: string): Promise<FolderPlugin> {
  const folder = `subgraphs/${name}`;
  const manifest = parseManifest(root, `${folder}/manifest.json`);
  const schemaFile = `${folder}/schema.graphql`;
  return {
    manifest,
    schemaFile,
    sdl: withPlatformHeader(readFileSync(join(root, schemaFile), 'utf8')),
    url: `http://localhost:${manifest.port}/graphql`,
    events: await readEvents(join(root, folder, 'src/events.ts')),
  };
}

function parseManifest(root: string, file: string): Manifest {
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(join(root, file), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`);
}

async function readEvents(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!existsSync(file)) return new Map();
  const module: unknown = await import(pathToFileURL(resolve(file)).href);
  const { events } = z
    .object({ events: z.record(z.string(), z.instanceof(z.ZodObject)) })
    .parse(module);
  return new Map(Object.entries(events).map(([name, data]) => [name, Object.keys(data.shape)]));
}
