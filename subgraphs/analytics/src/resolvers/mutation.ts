import type { MutationResolvers } from '../generated/resolver-types.ts';
import { recordView } from '../services/commands/record-view.ts';

export const Mutation: MutationResolvers = {
  recordView: async (_root, { input }, ctx) => ({ post: await recordView(ctx, input) }),
};
