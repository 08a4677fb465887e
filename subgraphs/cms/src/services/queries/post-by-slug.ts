import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PostRecord } from '../../models/post-record.ts';

/** One post by its slug. */
export function postBySlug(ctx: QueryContext, slug: string): Promise<PostRecord | null> {
  requirePermission(ctx, 'cms:post:read');
  return ctx.posts.findBySlug(slug);
}
