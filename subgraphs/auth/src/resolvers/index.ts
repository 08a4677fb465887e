import type { Resolvers } from '../generated/resolver-types.ts';
import { Mutation } from './mutation.ts';

export const resolvers: Resolvers = { Mutation };
