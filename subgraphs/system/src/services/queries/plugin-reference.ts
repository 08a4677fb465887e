import { createRegistryReader, hasPermission, requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PluginRecord } from '../../models/plugin-record.ts';
import { toPluginRecord } from '../../utils/to-plugin-record.ts';

/** A plugin that another one or an event refers to; null for who may not see plugins, and for one that is not known. */
export async function pluginReference(
  ctx: QueryContext,
  name: string,
): Promise<PluginRecord | null> {
  const viewer = requireViewer(ctx);
  if (!hasPermission(viewer.permissions, 'system:plugin:read')) return null;
  const plugin = await createRegistryReader(ctx.keyValue).findLast(name);
  return plugin && toPluginRecord(plugin);
}
