import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PostRecord } from '../../models/post-record.ts';

/** One post by id; a foreign id finds nothing, like a random one. */
export function post(ctx: QueryContext, id: string): Promise<PostRecord | null> {
  requirePermission(ctx, 'cms:post:read');
  return ctx.posts.findById(id);
}
