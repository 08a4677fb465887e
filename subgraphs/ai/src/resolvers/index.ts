import type { Resolvers } from '../generated/resolver-types.ts';
import { ChatMessage } from './chat-message.ts';
import { chatMutations } from './chat-mutations.ts';
import { generationMutations } from './generation-mutations.ts';
import { Generation, generationQueries } from './generation-queries.ts';
import { knowledgeQueries } from './knowledge-queries.ts';

export const resolvers: Resolvers = {
  Query: { ...generationQueries, ...knowledgeQueries },
  Mutation: { ...generationMutations, ...chatMutations },
  Generation,
  ChatMessage,
};
