import { AppError, requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { TenantRecord } from '../../models/tenant-record.ts';

/** The viewer's tenant. */
export async function tenant(ctx: QueryContext): Promise<TenantRecord> {
  requireViewer(ctx);
  const found = await ctx.tenants.bound();
  if (!found) throw new AppError('UNAUTHENTICATED', 'The tenant of this session no longer exists.');
  return found;
}
