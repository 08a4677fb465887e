import type { RegisteredPlugin } from '@gestas/sdk';
import type { PluginRecord } from '../models/plugin-record.ts';

/** A registered plugin without what only the graph needs of it. */
export function toPluginRecord(plugin: RegisteredPlugin): PluginRecord {
  const { name, version, status, manifest, instances, lastRefusal } = plugin;
  return {
    name,
    version,
    status,
    permissions: manifest.permissions.map((permission) => permission.name),
    instances: instances.map(({ id, url, lastHeartbeatAt }) => ({
      id,
      url,
      lastHeartbeatAt: new Date(lastHeartbeatAt),
    })),
    lastRefusal: lastRefusal && { ...lastRefusal, at: new Date(lastRefusal.at) },
  };
}
