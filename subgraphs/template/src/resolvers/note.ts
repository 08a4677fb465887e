import type { NoteResolvers } from '../generated/resolver-types.ts';
import { note } from '../services/queries/note.ts';

export const Note: NoteResolvers = {
  __resolveReference: ({ id }, ctx) => note(ctx, id),
  author: ({ authorId }) => ({ id: authorId }),
};
