import {
  type Connection,
  CursorDate,
  type PageArguments,
  parsePage,
  requirePermission,
  toConnection,
} from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';

const Key = z.object({ createdAt: CursorDate, id: z.uuid() });

/** A page of the tenant's generations, newest first. */
export async function generations(
  ctx: QueryContext,
  input: PageArguments,
): Promise<Connection<GenerationRecord>> {
  requirePermission(ctx, 'ai:generation:read');
  const page = parsePage(Key, input);
  const rows = await ctx.generations.list(page);
  return toConnection(
    rows,
    page,
    ({ createdAt, id }) => ({ createdAt, id }),
    () => ctx.generations.count(),
  );
}
