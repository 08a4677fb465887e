import {
  type Connection,
  type PageArguments,
  parseInput,
  parsePage,
  requirePermission,
  toConnection,
} from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { AuditEntryRecord } from '../../models/audit-entry.ts';
import { AuditFilter } from '../../models/audit-filter.ts';

const Key = z.object({ seq: z.int().min(0) });

/** A page of what was done in the tenant, newest first. */
export async function auditEntries(
  ctx: QueryContext,
  input: PageArguments & { readonly filter?: unknown },
): Promise<Connection<AuditEntryRecord>> {
  requirePermission(ctx, 'system:audit:read');
  const page = parsePage(Key, input);
  const filter = parseInput(AuditFilter, input.filter ?? {});
  const rows = await ctx.audit.list(page, filter);
  return toConnection(
    rows,
    page,
    ({ seq }) => ({ seq }),
    () => ctx.audit.count(filter),
  );
}
