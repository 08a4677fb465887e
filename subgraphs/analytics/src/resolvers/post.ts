import type { PostResolvers } from '../generated/resolver-types.ts';
import { postViews } from '../services/queries/post-views.ts';

export const Post: PostResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  views: ({ id, views }, _args, ctx) => views ?? postViews(ctx, id),
};
