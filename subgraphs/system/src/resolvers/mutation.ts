import type { MutationResolvers } from '../generated/resolver-types.ts';
import { createUser } from '../services/commands/create-user.ts';

export const Mutation: MutationResolvers = {
  createUser: (_root, { input }, ctx) => createUser(ctx, input),
};
