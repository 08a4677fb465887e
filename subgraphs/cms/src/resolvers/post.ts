import type { PostResolvers } from '../generated/resolver-types.ts';
import { post } from '../services/queries/post.ts';
import { excerpt } from '../utils/excerpt.ts';
import { plainText } from '../utils/plain-text.ts';

export const Post: PostResolvers = {
  __resolveReference: ({ id }, ctx) => post(ctx, id),
  author: ({ authorId }) => ({ id: authorId }),
  excerpt: ({ body }) => excerpt(plainText(body)),
};
