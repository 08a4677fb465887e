import type { MutationResolvers } from '../generated/resolver-types.ts';
import { askChat } from '../services/commands/ask-chat.ts';

export const chatMutations: Pick<MutationResolvers, 'askChat'> = {
  askChat: async (_root, { input }, ctx) => ({ chat: await askChat(ctx, input) }),
};
