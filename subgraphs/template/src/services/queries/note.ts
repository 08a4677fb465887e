import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { NoteRecord } from '../../models/note-record.ts';

/** One note by id; a foreign id finds nothing, like a random one. */
export function note(ctx: QueryContext, id: string): Promise<NoteRecord | null> {
  requirePermission(ctx, 'template:note:read');
  return ctx.notes.findById(id);
}
