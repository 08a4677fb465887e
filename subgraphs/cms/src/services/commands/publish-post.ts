import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { PublishPost } from '../../models/post-input.ts';
import type { PostRecord } from '../../models/post-record.ts';

/** Publishes now and announces `post:published`, or schedules when `at` lies ahead. */
export async function publishPost(ctx: CommandContext, input: unknown): Promise<PostRecord> {
  requirePermission(ctx, 'cms:post:publish');
  const { id, at } = parseInput(PublishPost, input);
  const now = new Date();
  const scheduled = at != null && at > now;
  const publishedAt = scheduled ? at : now;
  return ctx.transact(async (tx) => {
    const status = scheduled ? 'SCHEDULED' : 'PUBLISHED';
    const post = await tx.posts.update(id, { status, publishedAt });
    if (!post) throw new AppError('NOT_FOUND', 'There is no such post.');
    if (!scheduled) {
      await tx.events.emit('post:published', {
        postId: id,
        publishedAt: publishedAt.toISOString(),
      });
    }
    tx.audit({ target: `Post:${id}`, details: { status, publishedAt } });
    return post;
  });
}
