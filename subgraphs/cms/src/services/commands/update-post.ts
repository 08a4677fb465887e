import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { UpdatePost } from '../../models/post-input.ts';
import type { PostRecord } from '../../models/post-record.ts';

const FIELDS = ['title', 'body', 'slug'] as const;

/** Changes title, body or slug and announces `post:updated` with the names of what was given. */
export async function updatePost(ctx: CommandContext, input: unknown): Promise<PostRecord> {
  requirePermission(ctx, 'cms:post:update');
  const { id, title, body, slug } = parseInput(UpdatePost, input);
  const change = { ...(title && { title }), ...(body && { body }), ...(slug && { slug }) };
  const fields = FIELDS.filter((field) => field in change);
  return ctx.transact(async (tx) => {
    const post = await tx.posts.update(id, change);
    if (!post) throw new AppError('NOT_FOUND', 'There is no such post.');
    await tx.events.emit('post:updated', { postId: id, fields });
    tx.audit({ target: `Post:${id}`, details: { fields } });
    return post;
  });
}
