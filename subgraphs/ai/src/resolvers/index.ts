import type { Resolvers } from '../generated/resolver-types.ts';
import { generationMutations } from './generation-mutations.ts';
import { Generation, generationQueries } from './generation-queries.ts';

export const resolvers: Resolvers = {
  Query: { ...generationQueries },
  Mutation: { ...generationMutations },
  Generation,
};
