import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { TenantRecord } from '../../models/tenant-record.ts';

/** The viewer's own tenant by reference; any other id finds nothing. */
export async function tenantReference(ctx: QueryContext, id: string): Promise<TenantRecord | null> {
  requireViewer(ctx);
  const tenant = await ctx.tenants.bound();
  return tenant?.id === id ? tenant : null;
}
