import { AppError, parseInput, requireViewer } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { RecordView } from '../../models/view-input.ts';
import { recordMetric } from './record-metric.ts';

const POST = 'query ($id: ID!) { post(id: $id) { id } }';

/**
 * Counts one view of a post, in its own number and in `posts.viewed`. Whether the tenant has such a post is asked of the
 * graph, whose answer is of now: a list kept from events would refuse a post just created, and more when events are late.
 * @returns the post's id, and its views with this one.
 */
export async function recordView(
  ctx: CommandContext,
  input: unknown,
): Promise<{ readonly id: string; readonly views: number }> {
  requireViewer(ctx);
  const { postId } = parseInput(RecordView, input);
  const { post } = await ctx.graph.query<{ post: { id: string } | null }>(POST, { id: postId });
  if (!post) throw new AppError('NOT_FOUND', 'There is no such post.');
  return ctx.transact(async (tx) => {
    const views = await tx.views.increment(post.id);
    await recordMetric(tx, 'posts.viewed');
    tx.audit({ target: `Post:${post.id}` });
    return { id: post.id, views };
  });
}
