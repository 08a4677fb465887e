import { AppError, batchById, type Database, isId, isUniqueViolation, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { PostRecord } from '../models/post-record.ts';
import { foldText } from '../utils/fold-text.ts';
import { plainText } from '../utils/plain-text.ts';
import { countPosts, listPosts } from './post-list-query.ts';
import type { PostChange, PostRepository } from './post-repository.ts';
import { toPostRecord } from './post-row.ts';

type Client = Prisma.TransactionClient;

/** Posts in PostgreSQL, through Prisma. */
export function createPrismaPostRepository(database: Database<Client>): PostRepository {
  const findById = batchById<PostRecord>((ids) =>
    database.run(async ({ post }) =>
      (await post.findMany({ where: { id: { in: [...ids] } } })).map((row) => toPostRecord(row)),
    ),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    findBySlug: (slug) =>
      database.run(async ({ post }) => {
        const row = await post.findUnique({
          where: { tenantId_slug: { tenantId: database.tenantId, slug } },
        });
        return row && toPostRecord(row);
      }),
    list: (page, filter) => database.run((client) => listPosts(client, page, filter)),
    count: (filter) => database.run((client) => countPosts(client, filter)),
    insert: ({ title, body, ...draft }) =>
      database.run(({ post }) =>
        refusingTakenSlug(draft.slug, async () => {
          const id = uuidV7();
          const searchText = searchable(title, body);
          const data = { ...draft, id, tenantId: database.tenantId, title, searchText };
          return toPostRecord(await post.create({ data: { ...data, body: asJson(body) } }));
        }),
      ),
    update: (id, change) => database.run((client) => update(client, id, change)),
    delete: (id) =>
      database.run(async ({ post }) => (await post.deleteMany({ where: { id } })).count === 1),
  };
}

async function update(client: Client, id: string, change: PostChange): Promise<PostRecord | null> {
  const rows = await client.$queryRaw<
    { id: string }[]
  >`SELECT id FROM cms.posts WHERE id = ${id}::uuid FOR UPDATE`;
  if (rows.length === 0) return null;
  const present = toPostRecord(await client.post.findUniqueOrThrow({ where: { id } }));
  const { body, ...fields } = { ...present, ...change };
  const data = { ...fields, searchText: searchable(fields.title, body), updatedAt: new Date() };
  return refusingTakenSlug(fields.slug, async () =>
    toPostRecord(
      await client.post.update({ where: { id }, data: { ...data, body: asJson(body) } }),
    ),
  );
}

async function refusingTakenSlug<T>(slug: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', `The slug ${slug} is taken: choose another.`, { slug });
  }
}

function searchable(title: string, body: PostRecord['body']): string {
  return foldText(`${title}\n${plainText(body)}`);
}

function asJson(body: PostRecord['body']): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(body));
}
