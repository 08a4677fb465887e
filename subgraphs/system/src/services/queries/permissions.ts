import { createRegistryReader, requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PermissionRecord } from '../../models/permission-record.ts';

/** What the plugins contribute for roles to grant, plugin by plugin in the order of their manifests. */
export async function permissions(ctx: QueryContext): Promise<readonly PermissionRecord[]> {
  requirePermission(ctx, 'system:role:read');
  const plugins = await createRegistryReader(ctx.keyValue).list();
  return plugins.flatMap(({ name: plugin, manifest }) =>
    manifest.permissions.map(({ name, description }) => ({ name, plugin, description })),
  );
}
