import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { AuditEntryRecord } from '../../models/audit-entry.ts';
import type { UserRecord } from '../../models/user-record.ts';

/** Who acted: null for the system itself, and for somebody who was not signed in. */
export async function auditActor(
  ctx: QueryContext,
  { actorId }: AuditEntryRecord,
): Promise<UserRecord | null> {
  requireViewer(ctx);
  return actorId === null ? null : ctx.users.findById(actorId);
}
