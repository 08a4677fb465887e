import type { UserResolvers } from '../generated/resolver-types.ts';
import { posts } from '../services/queries/posts.ts';

export const User: UserResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  posts: ({ id }, args, ctx) => posts(ctx, { ...args, filter: { authorId: id } }),
};
