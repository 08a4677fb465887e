import {
  type AnnouncePlatformEvent,
  type EventLog,
  type KeyValue,
  type Logger,
  Manifest,
  type PluginKeys,
} from '@gestas/sdk';
import type { Candidate } from '../registry/create-mounter.ts';
import { type FollowedRegistry, followRegistry } from '../registry/follow-registry.ts';
import { restorePlugins, toCandidate } from '../registry/restore-plugins.ts';
import type { ManagedEngine } from './create-managed-engine.ts';
import type { ManagedPlugin } from './managed-plugin.ts';

/** How a router follows the plugins that register; times are milliseconds. */
export type FollowOptions = {
  readonly keys: Pick<PluginKeys, 'find' | 'names'>;
  readonly heartbeatMs?: number;
  readonly patienceMs?: number;
  readonly now?: () => number;
  /** The hosts plugins may be on; this machine when left out. */
  readonly pluginHosts?: readonly string[];
  /** Which coordinates a plugin may answer to everybody; those of the platform when left out. */
  readonly isPublic?: (coordinate: string, plugin: string) => boolean;
};

type Surroundings = {
  readonly registry: FollowOptions;
  /** Those of this process, which are composed already. */
  readonly plugins: readonly ManagedPlugin[];
  readonly keyValue: KeyValue;
  readonly eventLog: EventLog;
  readonly announce?: AnnouncePlatformEvent | undefined;
  readonly logger: Logger;
};

/** Serves what there was last, where this process has no plugins of its own, and then what the registry says. */
export async function startRegistry(
  { keeper, lastGoodFile, signer }: ManagedEngine,
  { registry, plugins, ...stores }: Surroundings,
): Promise<FollowedRegistry> {
  const restored = plugins.length > 0 ? [] : await restorePlugins(lastGoodFile);
  if (restored.length > 0) {
    const transport = { kind: 'registered', instances: [] } as const;
    await keeper.recompose(restored.map(({ manifest, sdl }) => ({ manifest, sdl, transport })));
  }
  return followRegistry({
    ...stores,
    ...registry,
    signer,
    recompose: keeper.recompose,
    initial: [...restored, ...plugins.flatMap(registeredAs)],
    local: new Map(plugins.flatMap(localInstances)),
  });
}

/** Its instances will say the same of themselves. */
function registeredAs({ manifest, sdl }: ManagedPlugin): readonly Candidate[] {
  const whole = Manifest.safeParse(manifest);
  return whole.success && sdl !== undefined ? [toCandidate(whole.data, sdl)] : [];
}

function localInstances({ manifest: { name }, transport }: ManagedPlugin) {
  if (transport.kind !== 'registered') return [];
  return transport.instances
    .filter(({ plugin }) => plugin !== undefined)
    .map((instance) => [instance.id, { ...instance, name }] as const);
}
