import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { CreatePost } from '../../models/post-input.ts';
import type { PostRecord } from '../../models/post-record.ts';
import { slugCandidates } from '../../utils/slug-candidates.ts';

/** Creates a draft owned by the viewer and announces `post:created`. A slug made from the title avoids taken ones. */
export async function createPost(ctx: CommandContext, input: unknown): Promise<PostRecord> {
  const viewer = requirePermission(ctx, 'cms:post:create');
  const { title, body, slug } = parseInput(CreatePost, input);
  const insert = (candidate: string) =>
    ctx.transact(async (tx) => {
      const post = await tx.posts.insert({ slug: candidate, title, body, authorId: viewer.userId });
      await tx.events.emit('post:created', { postId: post.id, authorId: viewer.userId });
      tx.audit({ target: `Post:${post.id}`, details: { title, slug: candidate } });
      return post;
    });
  if (slug) return insert(slug);
  for (const candidate of slugCandidates(title)) {
    const post = await insert(candidate).catch(unlessConflict);
    if (post) return post;
  }
  throw new AppError('CONFLICT', 'Too many posts have this title: give a slug of your own.');
}

function unlessConflict(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'CONFLICT') return undefined;
  throw error;
}
