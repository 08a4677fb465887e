import type { Resolvers } from '../generated/resolver-types.ts';
import { Mutation } from './mutation.ts';
import { Note } from './note.ts';
import { Query } from './query.ts';

export const resolvers: Resolvers = { Query, Mutation, Note };
