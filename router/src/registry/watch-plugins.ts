import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import type { ManagedPlugin } from '../engine/managed-plugin.ts';
import type { PluginTransport } from '../traffic/plugin-target.ts';
import type { FoundPlugin } from './scan-plugins.ts';

/** What a watch works with; times are milliseconds. */
export type WatchOptions = {
  /** The plugins there should be now. */
  readonly scan: () => Promise<readonly FoundPlugin[]>;
  /** Asks a plugin for its SDL; rejects when it doesn't answer. */
  readonly fetchSdl: (plugin: FoundPlugin) => Promise<string>;
  readonly recompose: (plugins: readonly ManagedPlugin[]) => Promise<readonly CompositionFault[]>;
  readonly logger: Logger;
  readonly everyMs?: number;
  /** How long the first composition waits for all plugins to answer. */
  readonly patienceMs?: number;
  readonly now?: () => number;
};

type Known = { readonly url: string; sdl: string; transport: PluginTransport; isUp: boolean };

/**
 * Looks at the plugins again and again, and recomposes when one appears, goes from the folder or tells another schema.
 * One that stops answering stays in the graph with its last schema; when it is back, its connections start afresh.
 * Returns what ends the watch.
 */
export function watchPlugins(options: WatchOptions): () => Promise<void> {
  const { everyMs = 1_000, patienceMs = 30_000, now = Date.now, logger } = options;
  const ended = new AbortController();
  const known = new Map<string, Known>();
  const patientUntil = now() + patienceMs;
  let composed = '';

  const look = async () => {
    const found = await options.scan();
    const changes = await Promise.all(found.map((plugin) => observe(plugin, options, known)));
    forgetGone(known, found);
    const plugins = found.flatMap((plugin) => toManaged(plugin, known));
    const isWaiting = composed === '' && plugins.length < found.length && now() < patientUntil;
    const signature = JSON.stringify(plugins.map(({ manifest, sdl }) => [manifest, sdl]));
    if (isWaiting || plugins.length === 0) return;
    if (signature === composed && !changes.includes(true)) return;
    composed = (await ranOutOfTime(options, plugins)) ? '' : signature;
  };

  const run = async () => {
    while (!ended.signal.aborted) {
      await look().catch((err: unknown) => logger.error({ err }, 'plugins could not be looked at'));
      await delay(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return async () => {
    ended.abort();
    await running;
  };
}

/** Composes; true when the composer ran out of time, which says nothing about the schemas: ask again at the next look. */
async function ranOutOfTime(
  { recompose }: WatchOptions,
  plugins: readonly ManagedPlugin[],
): Promise<boolean> {
  const faults = await recompose(plugins);
  return faults.some(({ code }) => code === 'COMPOSITION_TIMEOUT');
}

function forgetGone(known: Map<string, Known>, found: readonly FoundPlugin[]): void {
  for (const name of known.keys()) {
    if (!found.some(({ manifest }) => manifest.name === name)) known.delete(name);
  }
}

/** Takes note of one plugin; true when it has come (back). */
async function observe(
  plugin: FoundPlugin,
  { fetchSdl }: WatchOptions,
  known: Map<string, Known>,
): Promise<boolean> {
  const { name } = plugin.manifest;
  const before = known.get(name);
  const sdl = await fetchSdl(plugin).catch(() => null);
  if (sdl === null) {
    if (before) before.isUp = false;
    return false;
  }
  if (before?.isUp && before.url === plugin.url) {
    before.sdl = sdl;
    return false;
  }
  const transport: PluginTransport = { kind: 'http', urls: [plugin.url] };
  known.set(name, { url: plugin.url, sdl, transport, isUp: true });
  return true;
}

function toManaged(
  { manifest }: FoundPlugin,
  known: ReadonlyMap<string, Known>,
): readonly ManagedPlugin[] {
  const plugin = known.get(manifest.name);
  return plugin ? [{ manifest, sdl: plugin.sdl, transport: plugin.transport }] : [];
}
