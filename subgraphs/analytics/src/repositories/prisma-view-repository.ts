import { batchById, type Database, isId } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { ViewRepository } from './view-repository.ts';

/** Views in PostgreSQL, through Prisma. */
export function createPrismaViewRepository(
  database: Database<Prisma.TransactionClient>,
): ViewRepository {
  const { tenantId } = database;
  const findByPost = batchById((ids) =>
    database.run(async ({ postViews }) => {
      const rows = await postViews.findMany({ where: { tenantId, postId: { in: [...ids] } } });
      return rows.map(({ postId, views }) => ({ id: postId, views }));
    }),
  );
  return {
    async ofPost(postId) {
      return isId(postId) ? ((await findByPost(postId.toLowerCase()))?.views ?? 0) : 0;
    },
    increment: (postId) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<{ views: number }[]>`
          INSERT INTO analytics.post_views AS present (tenant_id, post_id, views)
          VALUES (${tenantId}::uuid, ${postId}::uuid, 1)
          ON CONFLICT (tenant_id, post_id) DO UPDATE SET views = present.views + 1 RETURNING views`;
        return rows[0]?.views ?? 0;
      }),
  };
}
