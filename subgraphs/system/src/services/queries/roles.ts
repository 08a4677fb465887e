import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { RoleRecord } from '../../models/role-record.ts';

/** The tenant's roles by name. */
export async function roles(ctx: QueryContext): Promise<readonly RoleRecord[]> {
  requirePermission(ctx, 'system:role:read');
  return ctx.roles.list();
}
