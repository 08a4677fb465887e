import { createRegistryReader, requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PluginRecord } from '../../models/plugin-record.ts';
import { toPluginRecord } from '../../utils/to-plugin-record.ts';

/** Every plugin of the platform by name, as the routers last wrote it down. */
export async function plugins(ctx: QueryContext): Promise<readonly PluginRecord[]> {
  requirePermission(ctx, 'system:plugin:read');
  return (await createRegistryReader(ctx.keyValue).list()).map(toPluginRecord);
}
