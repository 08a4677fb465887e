import { relative } from 'node:path';
import type { Manifest } from '@gestas/sdk';
import { unenrolPlugins } from '../../prisma/enrol-plugins.ts';
import { awaitVerdict, type Verdict } from './await-verdict.ts';
import type { HotWorld } from './hot-world.ts';
import type { KeptProcess } from './keep-running.ts';
import { preparePlugin, readOwnManifest } from './prepare-plugin.ts';
import { startKeptPlugin } from './start-kept-plugin.ts';

/** The plugin of one folder, from its coming to its going. */
export type PluginLife = {
  /** The folder is there, or has changed: what is in it now is to run. */
  change(): void;
  /** The folder has gone: so does the plugin, from the graph first. */
  end(): void;
  /** Stops its process; the platform itself stops. */
  stop(): Promise<void>;
};

type Running = { readonly manifest: Manifest; readonly kept: KeptProcess };
/** One folder's place: who runs there now. */
type Place = {
  readonly folder: string;
  readonly world: HotWorld;
  readonly tell: (message: string) => void;
  current: Running | null;
};

/** Makes the life of a folder's plugin; nothing runs before its first `change`. */
export function createPluginLife(folder: string, world: HotWorld): PluginLife {
  const shown = relative('.', folder);
  const tell = (message: string) => world.say(`${shown}: ${message}`);
  const place: Place = { folder, world, tell, current: null };
  let wanted = new AbortController();
  let work: Promise<void> = Promise.resolve();

  /** One after the other; what is newer has what is older give up its wait. */
  const next = (step: (place: Place, signal: AbortSignal) => Promise<void>): Promise<void> => {
    wanted.abort();
    wanted = new AbortController();
    const { signal } = wanted;
    work = work.then(() => step(place, signal)).catch((error) => tell(lineOf(error)));
    return work;
  };
  return {
    change: () => void next(mount),
    end: () => void next(retire),
    stop: () => next(stopCurrent),
  };
}

async function stopCurrent(place: Place): Promise<void> {
  const { current } = place;
  place.current = null;
  await current?.kept.stop();
}

/** From now on no router has it, whatever its process says; then the process may go. */
async function retire(place: Place): Promise<void> {
  const { folder, world, tell } = place;
  const manifest = place.current?.manifest ?? world.running.get(folder)?.manifest;
  world.running.delete(folder);
  if (!manifest) return;
  await unenrolPlugins(world.stores.databaseUrl, ({ plugin }) => plugin === manifest.name);
  await world.ring();
  await stopCurrent(place);
  tell(`removed ${manifest.name}`);
}

async function mount(place: Place, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { folder, world, tell } = place;
  const before = world.running.get(folder);
  const manifest = readOwnManifest(folder, world);
  world.running.set(folder, { folder, manifest }); // nobody else takes its names meanwhile
  try {
    await preparePlugin({ folder, manifest }, world);
  } catch (error) {
    if (before) world.running.set(folder, before);
    else world.running.delete(folder);
    throw error;
  }
  if (signal.aborted) return;
  if (place.current && place.current.manifest.name !== manifest.name) {
    await retire(place);
    world.running.set(folder, { folder, manifest });
  }
  if (manifest.port !== 0) await stopCurrent(place); // the port is wanted
  const kept = await startKeptPlugin(folder, manifest, world, tell);
  await settle(place, { manifest, kept }, signal);
}

/** The new process takes the place of the old one when the router has it, and not before. */
async function settle(place: Place, started: Running, signal: AbortSignal): Promise<void> {
  const { manifest, kept } = started;
  const before = place.current;
  const verdict = await awaitVerdict(manifest.name, kept, place.world.registry, signal);
  const said = sentenceOf(verdict, manifest.name, before !== null);
  if (said) place.tell(said);
  const stays = verdict.kind === 'mounted' || (verdict.kind === 'refused' && !before);
  if (!stays) return kept.stop();
  place.current = started;
  if (verdict.kind === 'mounted') void tellGivenUp(place, started);
  await before?.kept.stop();
}

function sentenceOf(verdict: Verdict, plugin: string, isUpgrade: boolean): string | null {
  switch (verdict.kind) {
    case 'mounted':
      return `${isUpgrade ? 'upgraded' : 'mounted'} ${plugin}`;
    case 'refused':
      return `the graph refuses ${plugin}: ${verdict.reason}`;
    case 'given-up':
      return givenUp(verdict.reason);
    case 'superseded':
      return null;
  }
}

/** One that was mounted may still end too often later. */
async function tellGivenUp({ tell }: Place, { kept }: Running): Promise<void> {
  tell(givenUp(await kept.givenUp));
}

function givenUp(reason: string): string {
  return `left out until the folder changes, for it ended five times within a minute: ${reason}`;
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
