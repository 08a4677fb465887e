import { randomUUID } from 'node:crypto';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSlots, type Slots } from '../../packages/sdk/src/tenancy/slots.ts';
import { PrismaClient } from '../../subgraphs/cms/src/generated/prisma/client.ts';

let database: TestDatabase;
let slots: Slots<PrismaClient>;
beforeAll(async () => {
  database = await startTestDatabase();
  slots = createSlots({
    size: 2,
    connectionString: database.urlOf('gestas_cms'),
    tenantKey: database.tenantKeyOf('gestas_cms'),
    createClient: (adapter) => new PrismaClient({ adapter }),
  });
});
afterAll(async () => {
  await slots.close();
  await database.stop();
});

async function tenantWithPost() {
  const { id: tenantId } = await database.createTenant();
  const postId = randomUUID();
  await database.query(
    `INSERT INTO cms.posts (id, tenant_id, slug, title, body, search_text, author_id)
     VALUES ($1, $2, 'same-slug', $3, '{}', '', gen_random_uuid())`,
    [postId, tenantId, tenantId],
  );
  return { tenantId, postId };
}

const findById = (tenantId: string, id: string) =>
  slots.use(tenantId, ({ post }) => post.findUnique({ where: { id } }));

describe('findUnique of two tenants in the same tick', () => {
  it("is never merged into one query: nobody gets another's row", async () => {
    const [one, two] = await Promise.all([tenantWithPost(), tenantWithPost()]);
    for (let round = 0; round < 20; round++) {
      const rows = await Promise.all([
        findById(one.tenantId, one.postId),
        findById(two.tenantId, two.postId),
        findById(one.tenantId, two.postId),
        findById(two.tenantId, one.postId),
      ]);
      expect(rows.map((row) => row?.tenantId ?? null)).toEqual([
        one.tenantId,
        two.tenantId,
        null,
        null,
      ]);
    }
  });

  it('finds each its own by a key that both have', async () => {
    const tenants = await Promise.all(Array.from({ length: 8 }, tenantWithPost));
    const rows = await Promise.all(
      tenants.map(({ tenantId }) =>
        slots.use(tenantId, ({ post }) => post.findFirst({ where: { slug: 'same-slug' } })),
      ),
    );
    expect(rows.map((row) => row?.title)).toEqual(tenants.map(({ tenantId }) => tenantId));
  });
});
