import type { MutationResolvers } from '../generated/resolver-types.ts';
import { createNote } from '../services/commands/create-note.ts';

export const Mutation: MutationResolvers = {
  createNote: async (_root, { input }, ctx) => ({ note: await createNote(ctx, input) }),
};
