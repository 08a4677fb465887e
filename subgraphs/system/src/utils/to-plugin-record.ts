import type { RegisteredPlugin } from '@gestas/sdk';
import type { PluginRecord } from '../models/plugin-record.ts';
import { entitiesOf } from './entities-of.ts';

/** A registered plugin without what only the graph needs of it. */
export function toPluginRecord(plugin: RegisteredPlugin): PluginRecord {
  const { name, version, status, manifest, sdl, instances, lastRefusal, quarantine } = plugin;
  return {
    name,
    version,
    status,
    permissions: manifest.permissions.map((permission) => permission.name),
    entities: () => entitiesOf(sdl, manifest.owns),
    instances: instances.map(({ id, url, lastHeartbeatAt }) => ({
      id,
      url,
      lastHeartbeatAt: new Date(lastHeartbeatAt),
    })),
    lastRefusal: lastRefusal && { ...lastRefusal, at: new Date(lastRefusal.at) },
    quarantine: quarantine && { ...quarantine, at: new Date(quarantine.at) },
  };
}
