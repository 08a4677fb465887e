import {
  type Connection,
  CursorDate,
  Id,
  type PageArguments,
  parseInput,
  parsePage,
  requirePermission,
  toConnection,
} from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { PostRecord } from '../../models/post-record.ts';

const Key = z.object({ createdAt: CursorDate, id: z.uuid() });
const Filter = z
  .object({
    status: z.enum(['DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED']).nullish(),
    authorId: Id.nullish(),
    search: z.string().trim().max(200, 'must be 200 characters or less').nullish(),
  })
  .transform(({ status, authorId, search }) => ({
    status: status ?? undefined,
    authorId: authorId ?? undefined,
    search: search || undefined,
  }));

/** A page of the tenant's posts, newest first. */
export async function posts(
  ctx: QueryContext,
  input: PageArguments & { readonly filter?: unknown },
): Promise<Connection<PostRecord>> {
  requirePermission(ctx, 'cms:post:read');
  const page = parsePage(Key, input);
  const filter = parseInput(Filter, input.filter ?? {});
  const rows = await ctx.posts.list(page, filter);
  return toConnection(
    rows,
    page,
    ({ createdAt, id }) => ({ createdAt, id }),
    () => ctx.posts.count(filter),
  );
}
