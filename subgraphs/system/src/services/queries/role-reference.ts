import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { RoleRecord } from '../../models/role-record.ts';

/** A role that another plugin refers to. */
export function roleReference(ctx: QueryContext, id: string): Promise<RoleRecord | null> {
  requireViewer(ctx);
  return ctx.roles.findById(id);
}
