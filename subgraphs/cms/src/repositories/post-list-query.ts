import type { Page } from '@gestas/sdk';
import { Prisma } from '../generated/prisma/client.ts';
import type { PostRecord, PostStatus } from '../models/post-record.ts';
import { searchQuery } from '../utils/search-query.ts';
import type { PostFilter, PostKey } from './post-repository.ts';
import { type PostRow, toPostRecord } from './post-row.ts';

type Client = Pick<Prisma.TransactionClient, '$queryRaw'>;

const COLUMNS = Prisma.sql`id, slug, title, body, author_id AS "authorId", status,
  created_at AS "createdAt", updated_at AS "updatedAt", published_at AS "publishedAt"`;

/** A keyset page, newest first; the row comparison lets the index start at the key. */
export async function listPosts(
  client: Client,
  { first, after }: Page<PostKey>,
  filter: PostFilter,
): Promise<readonly PostRecord[]> {
  const following = after
    ? Prisma.sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.sql`true`;
  const rows = await client.$queryRaw<PostRow[]>`
    SELECT ${COLUMNS} FROM cms.posts WHERE ${conditions(filter)} AND ${following}
    ORDER BY created_at DESC, id DESC LIMIT ${first + 1}`;
  return rows.map((row) => toPostRecord(row));
}

/** How many posts a filter matches. */
export async function countPosts(client: Client, filter: PostFilter): Promise<number> {
  const rows = await client.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM cms.posts WHERE ${conditions(filter)}`;
  return Number(rows[0]?.count ?? 0);
}

function conditions({ status, authorId, search }: PostFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (status) parts.push(statusIs(status));
  if (authorId) parts.push(Prisma.sql`author_id = ${authorId}::uuid`);
  if (search) {
    const query = searchQuery(search);
    parts.push(query ? Prisma.sql`search @@ to_tsquery('simple', ${query})` : Prisma.sql`false`);
  }
  return Prisma.join(parts, ' AND ');
}

function statusIs(status: PostStatus): Prisma.Sql {
  const due = Prisma.sql`(status = 'SCHEDULED' AND published_at <= now())`;
  if (status === 'PUBLISHED') return Prisma.sql`(status = 'PUBLISHED' OR ${due})`;
  if (status === 'SCHEDULED') return Prisma.sql`(status = 'SCHEDULED' AND NOT ${due})`;
  return Prisma.sql`status = ${status}`;
}
