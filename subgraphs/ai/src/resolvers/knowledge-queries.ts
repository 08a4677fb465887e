import type { QueryResolvers } from '../generated/resolver-types.ts';
import { chat } from '../services/queries/chat.ts';
import { searchKnowledge } from '../services/queries/search-knowledge.ts';

export const knowledgeQueries: Pick<QueryResolvers, 'searchKnowledge' | 'chat'> = {
  searchKnowledge: (_root, args, ctx) => searchKnowledge(ctx, args),
  chat: (_root, { id }, ctx) => chat(ctx, id),
};
