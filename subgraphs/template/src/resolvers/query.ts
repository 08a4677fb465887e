import type { QueryResolvers } from '../generated/resolver-types.ts';
import { note } from '../services/queries/note.ts';
import { notes } from '../services/queries/notes.ts';

export const Query: QueryResolvers = {
  note: (_root, { id }, ctx) => note(ctx, id),
  notes: (_root, args, ctx) => notes(ctx, args),
};
