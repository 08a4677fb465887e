import { batchById, type Database, isId, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { NoteRecord } from '../models/note-record.ts';
import type { NoteKey, NoteRepository } from './note-repository.ts';

/** Notes in PostgreSQL, through Prisma. Row-level security keeps to the tenant, so no query names it. */
export function createPrismaNoteRepository(
  database: Database<Prisma.TransactionClient>,
): NoteRepository {
  const findById = batchById<NoteRecord>((ids) =>
    database.run(({ note }) => note.findMany({ where: { id: { in: [...ids] } } })),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: ({ first, after }) =>
      database.run(({ note }) =>
        note.findMany({
          where: following(after),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: first + 1,
        }),
      ),
    count: () => database.run(({ note }) => note.count()),
    insert: (draft) =>
      database.run(({ note }) =>
        note.create({ data: { ...draft, id: uuidV7(), tenantId: database.tenantId } }),
      ),
  };
}

/** Rows after a key. The first bound is implied by the second, and lets the index start there. */
function following(after: NoteKey | null): Prisma.NoteWhereInput {
  if (!after) return {};
  const { createdAt, id } = after;
  return {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
  };
}
