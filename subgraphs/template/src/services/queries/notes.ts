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
import type { NoteRecord } from '../../models/note-record.ts';

const Key = z.object({ createdAt: CursorDate, id: z.uuid() });

/** A page of the tenant's notes, newest first. */
export async function notes(
  ctx: QueryContext,
  input: PageArguments,
): Promise<Connection<NoteRecord>> {
  requirePermission(ctx, 'template:note:read');
  const page = parsePage(Key, input);
  const rows = await ctx.notes.list(page);
  return toConnection(
    rows,
    page,
    ({ createdAt, id }) => ({ createdAt, id }),
    () => ctx.notes.count(),
  );
}
