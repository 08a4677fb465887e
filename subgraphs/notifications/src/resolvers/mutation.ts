import type { MutationResolvers } from '../generated/resolver-types.ts';
import { markNotificationRead } from '../services/commands/mark-notification-read.ts';

export const Mutation: MutationResolvers = {
  markNotificationRead: async (_root, { input }, ctx) => ({
    notification: await markNotificationRead(ctx, input),
  }),
};
