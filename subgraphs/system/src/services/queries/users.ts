import {
  type Connection,
  type PageArguments,
  parseInput,
  parsePage,
  requirePermission,
  toConnection,
} from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { UserRecord } from '../../models/user-record.ts';

const Key = z.object({ name: z.string(), id: z.uuid() });
const Search = z.object({
  search: z.string().trim().max(200, 'must be 200 characters or less').nullish(),
});

/** A page of the tenant's users by name. */
export async function users(
  ctx: QueryContext,
  input: PageArguments & { readonly search?: string | null | undefined },
): Promise<Connection<UserRecord>> {
  requirePermission(ctx, 'system:user:read');
  const page = parsePage(Key, input);
  const { search } = parseInput(Search, { search: input.search });
  const rows = await ctx.users.list(page, search || null);
  return toConnection(
    rows,
    page,
    ({ name, id }) => ({ name, id }),
    () => ctx.users.count(search || null),
  );
}
