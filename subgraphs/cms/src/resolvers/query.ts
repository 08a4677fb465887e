import type { QueryResolvers } from '../generated/resolver-types.ts';
import { post } from '../services/queries/post.ts';
import { postBySlug } from '../services/queries/post-by-slug.ts';
import { posts } from '../services/queries/posts.ts';

export const Query: QueryResolvers = {
  post: (_root, { id }, ctx) => post(ctx, id),
  postBySlug: (_root, { slug }, ctx) => postBySlug(ctx, slug),
  posts: (_root, args, ctx) => posts(ctx, args),
};
