import type { InternalTokenSigner, Logger } from '@gestas/sdk';
import { within } from '../authentication/within.ts';
import type {
  Composer,
  Composition,
  CompositionFault,
  Subgraph,
} from '../composition/composition.ts';
import type { ServedGraph } from '../execution/graph-options.ts';
import { fetchPluginSdl } from '../registry/fetch-plugin-sdl.ts';
import { keepLastGood, type LastGood, readLastGood } from '../registry/last-good-graph.ts';
import type { RouterMetrics } from '../telemetry/create-metrics.ts';
import type { ManagedPluginClient } from '../traffic/create-plugin-client.ts';
import type { RouterEngine } from './create-engine.ts';
import { addressOf, type ManagedPlugin, targetOf } from './managed-plugin.ts';

/** Looks at what was composed before it is served, and answers what speaks against it. */
export type InspectComposition = (supergraphSdl: string) => Promise<readonly CompositionFault[]>;

/** Keeps the engine's graph up to date with its plugins. */
export type GraphKeeper = {
  /**
   * Composes the plugins and swaps the result in. A fault leaves the present graph serving; without one, the last good
   * graph is served. `inspect` has the last word before a swap. Answers the faults, none when the graph was swapped. Calls
   * wait for one another.
   */
  recompose(
    plugins: readonly ManagedPlugin[],
    inspect?: InspectComposition,
  ): Promise<readonly CompositionFault[]>;
  /** What a plugin of the served graph says it uses of others; null when it is not in it. */
  usesOf(plugin: string): readonly string[] | null;
  stop(): Promise<void>;
};

/** What a keeper works with. */
export type GraphKeeperOptions = {
  readonly engine: RouterEngine;
  readonly client: ManagedPluginClient;
  readonly compose: Composer;
  /** Makes the graph of a composition; `sdls` are those it was composed of, by plugin. */
  readonly build: (graph: LastGood, plugins: readonly ManagedPlugin[]) => Promise<ServedGraph>;
  readonly signer: InternalTokenSigner;
  readonly metrics: Pick<RouterMetrics, 'observeComposition'>;
  readonly logger: Logger;
  /** Keeps the last good graph. */
  readonly file: string;
};

/** A composition under way is waited for this long at the end. */
const STOP_LIMIT_MS = 500;

/** Makes the keeper of one engine's graph. */
export function createGraphKeeper(options: GraphKeeperOptions): GraphKeeper {
  const { engine, client, logger, file } = options;
  const sdls = new Map<string, string>();
  let served: ServedGraph | null = null;
  let mounted: readonly ManagedPlugin[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const place = (plugins: readonly ManagedPlugin[]) => {
    client.setPlugins(plugins.map(targetOf));
    mounted = plugins;
  };

  const serve = async (graph: LastGood, plugins: readonly ManagedPlugin[]) => {
    const next = await options.build(graph, plugins);
    const before = served;
    place(plugins);
    engine.swap(next);
    served = next;
    await before?.stop();
    logger.info({ compositionId: next.compositionId }, 'graph is served');
  };

  const fallBack = async (plugins: readonly ManagedPlugin[]) => {
    const lastGood = served ? null : await readLastGood(file);
    if (!lastGood) return;
    await serve(lastGood, plugins);
    logger.warn({ compositionId: lastGood.compositionId }, 'the last good graph is served');
  };

  const recompose = async (plugins: readonly ManagedPlugin[], inspect?: InspectComposition) => {
    const subgraphs = await collectSubgraphs(plugins, options, sdls);
    const composition = await composeInspected(options.compose, subgraphs, inspect);
    if (!composition.ok) {
      options.metrics.observeComposition('refused');
      logger.error({ faults: composition.faults }, 'composition refused');
      await fallBack(plugins);
      return composition.faults;
    }
    const { compositionId, supergraphSdl } = composition;
    if (served?.compositionId === compositionId) {
      place(plugins);
      return [];
    }
    options.metrics.observeComposition('ok');
    const manifests = Object.fromEntries(plugins.map(({ manifest }) => [manifest.name, manifest]));
    const graph = { compositionId, supergraphSdl, sdls: Object.fromEntries(sdls), manifests };
    try {
      await serve(graph, plugins);
    } catch (error) {
      logger.error({ err: error }, 'composition can not be served');
      await fallBack(plugins);
      return [{ code: 'GRAPH_UNSERVABLE', message: String(error), coordinates: [] }];
    }
    await keepLastGood(file, graph, logger);
    return [];
  };

  return {
    recompose(plugins, inspect) {
      const turn = queue.then(() => recompose(plugins, inspect));
      queue = turn.catch(() => undefined);
      return turn;
    },
    usesOf(plugin) {
      const known = mounted.find(({ manifest }) => manifest.name === plugin);
      return known ? (known.manifest.uses ?? []) : null;
    },
    async stop() {
      await within(STOP_LIMIT_MS, queue, undefined);
      await served?.stop();
    },
  };
}

async function composeInspected(
  compose: Composer,
  subgraphs: readonly Subgraph[],
  inspect: InspectComposition | undefined,
): Promise<Composition> {
  const composition = await compose(subgraphs);
  if (!composition.ok || !inspect) return composition;
  const faults = await inspect(composition.supergraphSdl);
  return faults.length > 0 ? { ok: false, faults } : composition;
}

/** Each plugin's SDL: as given, else as it answers, else as it was the last time. */
async function collectSubgraphs(
  plugins: readonly ManagedPlugin[],
  { signer, file, logger }: GraphKeeperOptions,
  known: Map<string, string>,
): Promise<readonly Subgraph[]> {
  const before = (await readLastGood(file))?.sdls ?? {};
  const current = await Promise.all(
    plugins.map(async (plugin) => {
      const { name } = plugin.manifest;
      const sdl =
        plugin.sdl ??
        (await fetchPluginSdl(targetOf(plugin), signer).catch(reportTo(logger, name)));
      return { name, url: addressOf(plugin), sdl: sdl ?? known.get(name) ?? before[name] ?? '' };
    }),
  );
  known.clear();
  for (const { name, sdl } of current) known.set(name, sdl);
  return current.filter(({ sdl }) => sdl !== '');
}

function reportTo(logger: Logger, plugin: string) {
  return (error: Error): null => {
    logger.warn({ plugin, reason: error.message }, 'plugin did not tell its schema');
    return null;
  };
}
