import { readdirSync, readFileSync } from 'node:fs';
import { createLogger, Manifest, withPlatformHeader } from '@gestas/sdk';
import { sampleManifest } from '../../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { composeSubgraphs } from '../../composition/compose-subgraphs.ts';
import type { CompositionFault } from '../../composition/composition.ts';
import { loadSupergraph } from '../../composition/load-supergraph.ts';
import { addressOf, type ManagedPlugin } from '../../engine/managed-plugin.ts';
import {
  type Candidate,
  createMounter,
  type MounterOptions,
} from '../../registry/create-mounter.ts';
import { toCandidate } from '../../registry/restore-plugins.ts';

const PLUGINS = new URL('../../../../subgraphs/', import.meta.url);
const quiet = createLogger('test', 'fatal' as 'error', { write: () => undefined });

/** A plugin of this repository as it registers. */
export function realPlugin(folder: string): Candidate {
  const read = (file: string) => readFileSync(new URL(`${folder}/${file}`, PLUGINS), 'utf8');
  const manifest = Manifest.parse(JSON.parse(read('manifest.json')));
  return toCandidate(manifest, withPlatformHeader(read('schema.graphql')));
}

/** Every plugin of this repository but the one to copy. */
export function realPlugins(): readonly Candidate[] {
  const folders = readdirSync(PLUGINS).filter((name) => !name.startsWith('_'));
  return folders.sort().map(realPlugin);
}

/** A plugin of a stranger's. */
export function stranger(own: string, parts: Partial<Manifest> = {}): Candidate {
  const manifest = sampleManifest({ name: 'plugin-stranger', ...parts });
  return toCandidate(manifest, withPlatformHeader(own));
}

/** A mounter that composes as the router does, on this thread. */
export function gateWorld(initial: readonly Candidate[], options: Partial<MounterOptions> = {}) {
  const known = new Map<string, ReturnType<typeof composeSubgraphs>>();
  const served: string[] = [];
  const compose = (plugins: readonly ManagedPlugin[]) => {
    const key = plugins.map(({ manifest, sdl }) => manifest.name + sdl).join();
    const subgraphs = plugins.map((one) => ({
      name: one.manifest.name,
      url: addressOf(one),
      sdl: one.sdl ?? '',
    }));
    const result = known.get(key) ?? composeSubgraphs('test', subgraphs);
    known.set(key, result);
    return result;
  };
  const recompose: MounterOptions['recompose'] = async (plugins, inspect) => {
    const result = compose(plugins);
    if (!result.ok) return result.faults;
    const faults = await inspect(result.supergraphSdl);
    if (faults.length > 0) return faults;
    try {
      loadSupergraph(result.supergraphSdl);
    } catch (error) {
      return [{ code: 'GRAPH_UNSERVABLE', message: String(error), coordinates: [] }];
    }
    served.push(result.supergraphSdl);
    return [];
  };
  const make = () =>
    createMounter({
      initial,
      recompose,
      transportOf: () => ({ kind: 'registered', instances: [] }),
      logger: quiet,
      now: Date.now,
      ...options,
    });
  return {
    served,
    make,
    /** What the gate answers a candidate that comes to what is mounted; null: it is let in. */
    async refusalOf(candidate: Candidate, mounter = make()): Promise<CompositionFault | null> {
      const names = [...initial, candidate].map(({ manifest }) => manifest.name);
      await mounter.mount([candidate], [...new Set(names)]);
      const mounted = mounter.plugins().get(candidate.manifest.name);
      if (mounted?.accepted?.hash === candidate.hash) return null;
      return mounted?.lastRefusal ?? { code: 'NOT_SEEN', message: '', coordinates: [] };
    },
  };
}
