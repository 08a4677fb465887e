import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';

/** How often a post has been viewed; never, for an id that is no post of the tenant. */
export function postViews(ctx: QueryContext, postId: string): Promise<number> {
  requirePermission(ctx, 'cms:post:read');
  return ctx.views.ofPost(postId);
}
