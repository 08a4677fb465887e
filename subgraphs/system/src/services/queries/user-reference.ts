import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { UserRecord } from '../../models/user-record.ts';

/** A user that another plugin refers to, such as a post's author. */
export function userReference(ctx: QueryContext, id: string): Promise<UserRecord | null> {
  requireViewer(ctx);
  return ctx.users.findById(id);
}
