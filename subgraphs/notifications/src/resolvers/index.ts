import type { Resolvers } from '../generated/resolver-types.ts';
import { Mutation } from './mutation.ts';
import { Notification } from './notification.ts';
import { Query } from './query.ts';

export const resolvers: Resolvers = { Query, Mutation, Notification };
