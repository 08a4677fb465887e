import { relative } from 'node:path';
import type { Manifest } from '@gestas/sdk';
import { unenrolPlugins } from '../../prisma/enrol-plugins.ts';
import { awaitVerdict, type Verdict } from './await-verdict.ts';
import type { HotWorld } from './hot-world.ts';
import type { KeptProcess } from './keep-running.ts';
import { preparePlugin, readOwnManifest } from './prepare-plugin.ts';
import { letIn, untilLetIn } from './quarantine-plugin.ts';
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

type Running = {
  readonly manifest: Manifest;
  readonly kept: KeptProcess;
  /** Its process ended too often. */
  isOver: boolean;
};
/** One folder's place: who runs there now. */
type Place = {
  readonly folder: string;
  readonly world: HotWorld;
  readonly tell: (message: string) => void;
  /** Runs what is in the folder anew. */
  readonly again: () => void;
  current: Running | null;
};

/** Makes the life of a folder's plugin; nothing runs before its first `change`. */
export function createPluginLife(folder: string, world: HotWorld): PluginLife {
  const shown = relative('.', folder);
  const tell = (message: string) => world.say(`${shown}: ${message}`);
  const place: Place = { folder, world, tell, again: () => void next(mount), current: null };
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
    change: place.again,
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
  await letIn(manifest.name, world);
  const kept = await startKeptPlugin(folder, manifest, world, tell);
  await settle(place, { manifest, kept, isOver: false }, signal);
}

/** The new process takes the place of the old one when the router has it, and not before. */
async function settle(place: Place, started: Running, signal: AbortSignal): Promise<void> {
  const { manifest, kept } = started;
  const before = place.current;
  const isUpgrade = before !== null && !before.isOver;
  const verdict = await awaitVerdict(manifest.name, kept, place.world.registry, signal);
  const said = sentenceOf(verdict, manifest.name, isUpgrade);
  if (said) place.tell(said);
  const isIn = verdict.kind === 'mounted' || verdict.kind === 'quarantined';
  if (!isIn && (isUpgrade || verdict.kind === 'superseded')) return kept.stop();
  place.current = started;
  if (verdict.kind !== 'refused') void watchOver(place, started);
  await before?.kept.stop();
}

function sentenceOf(verdict: Verdict, plugin: string, isUpgrade: boolean): string | null {
  switch (verdict.kind) {
    case 'mounted':
      return `${isUpgrade ? 'upgraded' : 'mounted'} ${plugin}`;
    case 'refused':
      return `the graph refuses ${plugin}: ${verdict.reason}`;
    case 'quarantined':
      return `quarantined ${plugin}: ${verdict.reason}`;
    case 'given-up':
      return isUpgrade
        ? `left out until the folder changes, for it ended four times within a minute: ${verdict.reason}`
        : null; // said when it is quarantined
    case 'superseded':
      return null;
  }
}

/** One that is in place may still end too often later: it is quarantined, and begins anew when somebody lets it in. */
async function watchOver(place: Place, running: Running): Promise<void> {
  const { manifest, kept } = running;
  const reason = await kept.givenUp;
  running.isOver = true;
  const isInPlace = () => place.current?.kept === kept;
  if (!isInPlace()) return;
  place.tell(
    `quarantined ${manifest.name} until its folder changes or an operator lets it in, for it ended four times within a minute: ${reason}`,
  );
  if (await untilLetIn(manifest.name, reason, place.world, isInPlace)) place.again();
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
