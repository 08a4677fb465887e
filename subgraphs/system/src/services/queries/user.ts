import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { UserRecord } from '../../models/user-record.ts';

/** One user of the tenant; a foreign id finds nothing, like a random one. */
export function user(ctx: QueryContext, id: string): Promise<UserRecord | null> {
  requirePermission(ctx, 'system:user:read');
  return ctx.users.findById(id);
}
