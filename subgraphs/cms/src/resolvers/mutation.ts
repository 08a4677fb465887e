import type { MutationResolvers } from '../generated/resolver-types.ts';
import { createPost } from '../services/commands/create-post.ts';
import { deletePost } from '../services/commands/delete-post.ts';
import { publishPost } from '../services/commands/publish-post.ts';
import { updatePost } from '../services/commands/update-post.ts';

export const Mutation: MutationResolvers = {
  createPost: async (_root, { input }, ctx) => ({ post: await createPost(ctx, input) }),
  updatePost: async (_root, { input }, ctx) => ({ post: await updatePost(ctx, input) }),
  publishPost: async (_root, { input }, ctx) => ({ post: await publishPost(ctx, input) }),
  deletePost: async (_root, { input }, ctx) => ({ id: await deletePost(ctx, input) }),
};
