import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { CreateNote } from '../../models/note-input.ts';
import type { NoteRecord } from '../../models/note-record.ts';

/** Writes a note of the viewer's and announces `note:created`. */
export async function createNote(ctx: CommandContext, input: unknown): Promise<NoteRecord> {
  const viewer = requirePermission(ctx, 'template:note:create');
  const { text } = parseInput(CreateNote, input);
  return ctx.transact(async (tx) => {
    const note = await tx.notes.insert({ text, authorId: viewer.userId });
    await tx.events.emit('note:created', { noteId: note.id, authorId: viewer.userId });
    tx.audit({ target: `Note:${note.id}` });
    return note;
  });
}
