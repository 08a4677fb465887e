import type { QueryResolvers } from '../generated/resolver-types.ts';
import { notifications } from '../services/queries/notifications.ts';

export const Query: QueryResolvers = {
  notifications: (_root, args, ctx) => notifications(ctx, args),
};
