import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { DeletePost } from '../../models/post-input.ts';

/** Deletes a post and announces `post:deleted`. */
export async function deletePost(ctx: CommandContext, input: unknown): Promise<string> {
  requirePermission(ctx, 'cms:post:delete');
  const { id } = parseInput(DeletePost, input);
  return ctx.transact(async (tx) => {
    if (!(await tx.posts.delete(id))) throw new AppError('NOT_FOUND', 'There is no such post.');
    await tx.events.emit('post:deleted', { postId: id });
    tx.audit({ target: `Post:${id}` });
    return id;
  });
}
