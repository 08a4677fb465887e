import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type RegistryReader } from '@gestas/sdk';
import type { MountOutcome, PlacedPlugin, PluginMounter } from '../../models/plugin-mounter.ts';

/** Where to and how patiently; times are milliseconds. */
export type FolderMounterOptions = {
  /** The folder whose folders the platform mounts; undefined where it mounts none from here. */
  readonly root: string | undefined;
  readonly registry: Pick<RegistryReader, 'find'>;
  /** How long routers have to say what they make of it. */
  readonly patienceMs?: number;
  readonly pollMs?: number;
  /** How long a folder that is being written is believed to have a writer: what a killed one left goes after that. */
  readonly draftMs?: number;
};

const MANIFEST = 'manifest.json';
const DRAFT = '.mount-';
const SCHEMA = 'schema.graphql';

/** Mounts by placing a folder where `npm start` and `npm run dev` watch: they run it under a role and a key of its own. */
export function createFolderMounter(options: FolderMounterOptions): PluginMounter {
  const { registry, patienceMs = 22_000, pollMs = 100 } = options;
  const placeOf = ({ folder }: PlacedPlugin) => join(rootOf(options), folder);
  return {
    async place(plugin) {
      const place = placeOf(plugin);
      if (await exists(place)) {
        if (await holds(place, plugin)) return;
        throw new AppError(
          'CONFLICT',
          `There is a folder ${plugin.folder} already: remove it, or ask for a plugin of another name.`,
        );
      }
      await removeDrafts(rootOf(options), options.draftMs ?? 600_000);
      await writeWhole(rootOf(options), place, plugin);
    },
    async withdraw(plugin) {
      const place = placeOf(plugin);
      if (await holds(place, plugin)) await rm(place, { recursive: true, force: true });
    },
    async outcome(plugin) {
      const schema = contentOf(plugin, SCHEMA);
      const asked = Date.now();
      for (;;) {
        const outcome = toOutcome(await registry.find(plugin.name), schema, asked);
        if (outcome) return outcome;
        if (Date.now() - asked > patienceMs) return { kind: 'LATE' };
        await delay(pollMs);
      }
    },
  };
}

type Found = Awaited<ReturnType<RegistryReader['find']>>;

/** Null while routers have not seen this schema: an earlier one of the same name says nothing. */
function toOutcome(found: Found, schema: string, asked: number): MountOutcome | null {
  if (!found) return null;
  const { status, sdl, lastRefusal } = found;
  if (status === 'READY' && sdl.endsWith(schema)) return { kind: 'SERVED' };
  if (!lastRefusal || Date.parse(lastRefusal.at) < asked) return null;
  const { code, message, coordinates } = lastRefusal;
  return { kind: 'REFUSED', code, message, coordinates };
}

function rootOf({ root }: FolderMounterOptions): string {
  if (root) return root;
  throw new AppError(
    'CONFLICT',
    'This platform mounts no generated plugins: GESTAS_MOUNT_DIR names no folder that it watches.',
  );
}

/** Removes what writers that were killed have left. */
async function removeDrafts(root: string, draftMs: number): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(DRAFT))) {
    const draft = join(root, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > draftMs) await rm(draft, { recursive: true, force: true });
  }
}

/** Under another name first, so that nobody ever sees half of it. */
async function writeWhole(root: string, place: string, { files }: PlacedPlugin): Promise<void> {
  const draft = join(root, `${DRAFT}${randomUUID()}`);
  try {
    for (const { path, content } of files) {
      const file = join(draft, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    await rename(draft, place);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Whether every file of the plugin is there as it is given; what was made from them may be there too. */
async function holds(place: string, { files }: PlacedPlugin): Promise<boolean> {
  const found = await Promise.all(
    files.map(async ({ path, content }) => {
      const text = await readFile(join(place, path), 'utf8').catch(() => null);
      return text === content;
    }),
  );
  return files.some(({ path }) => path === MANIFEST) && found.every(Boolean);
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

function contentOf({ files }: PlacedPlugin, path: string): string {
  return files.find((file) => file.path === path)?.content ?? '';
}
