import { AppError, type Database, isId } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Collection, KnowledgeEntry, Language } from '../models/knowledge-entry.ts';
import type { IndexedDraft } from '../models/knowledge-store.ts';
import { entryId } from '../utils/entry-id.ts';
import type { KnowledgeRepository } from './knowledge-repository.ts';
import { packVectors, unpackVectors } from './packed-vectors.ts';

type Client = Prisma.TransactionClient;

/** Every question reads all vectors of a collection: some 3 KB each. */
const MOST_ENTRIES = 5_000;
const COLUMNS = {
  id: true,
  collection: true,
  source: true,
  title: true,
  text: true,
  summaries: true,
  derived: true,
};

/** Knowledge in PostgreSQL, through Prisma; `embedder` names the one that made the vectors. */
export function createPrismaKnowledgeRepository(
  database: Database<Client>,
  embedder: string,
): KnowledgeRepository {
  return {
    vectors: (collection) =>
      database.run(async ({ knowledgeEntry }) => {
        const select = { id: true, dense: true, sparse: true };
        const rows = await knowledgeEntry.findMany({
          where: { tenantId: database.tenantId, collection, embedder },
          select,
          orderBy: { source: 'asc' },
          take: MOST_ENTRIES,
        });
        return rows.map(({ id, ...packed }) => ({ id, vectors: unpackVectors(packed) }));
      }),
    findMany: (ids) =>
      database.run(async ({ knowledgeEntry }) => {
        const id = { in: ids.filter(isId) };
        return (await knowledgeEntry.findMany({ where: { id }, select: COLUMNS })).map(toEntry);
      }),
    put: (drafts) => database.run((client) => put(client, database.tenantId, embedder, drafts)),
    remove: (collection, sources) =>
      database.run(async ({ knowledgeEntry }) => {
        await knowledgeEntry.deleteMany({ where: { collection, source: { in: [...sources] } } });
      }),
  };
}

async function put(
  { knowledgeEntry }: Client,
  tenantId: string,
  embedder: string,
  drafts: readonly IndexedDraft[],
): Promise<void> {
  const present = await knowledgeEntry.count();
  if (present + drafts.length > MOST_ENTRIES) {
    throw new AppError(
      'LIMIT_EXCEEDED',
      `A tenant's own knowledge holds ${MOST_ENTRIES} entries at most without Qdrant.`,
      { limit: 'knowledgeEntries', value: present + drafts.length, maximum: MOST_ENTRIES },
    );
  }
  for (const { draft, vectors } of drafts) {
    const { collection, source, title, text } = draft;
    const data = {
      ...{ title, text, embedder, ...packVectors(vectors) },
      summaries: { ...draft.summaries },
      derived: [...draft.derived],
    };
    const id = entryId(tenantId, collection, source);
    await knowledgeEntry.upsert({
      where: { id },
      create: { ...data, id, tenantId, collection, source },
      update: data,
    });
  }
}

function toEntry(row: Prisma.KnowledgeEntryGetPayload<{ select: typeof COLUMNS }>): KnowledgeEntry {
  return {
    ...row,
    // What follows was checked by types when it was written.
    collection: row.collection as Collection,
    summaries: row.summaries as Record<Language, string>,
    derived: row.derived as Language[],
  };
}
