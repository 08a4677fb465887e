import type { AuditEntryResolvers } from '../generated/resolver-types.ts';
import { auditActor } from '../services/queries/audit-actor.ts';

export const AuditEntry: AuditEntryResolvers = {
  actor: (entry, _args, ctx) => auditActor(ctx, entry),
};
