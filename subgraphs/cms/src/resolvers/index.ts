import type { Resolvers } from '../generated/resolver-types.ts';
import { Mutation } from './mutation.ts';
import { Post } from './post.ts';
import { Query } from './query.ts';
import { User } from './user.ts';

export const resolvers: Resolvers = { Query, Mutation, Post, User };
