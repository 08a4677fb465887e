import { batchById, type Database, isId } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { GenerationRecord } from '../models/generation-record.ts';
import type { GenerationRepository } from './generation-repository.ts';
import { toGenerationRecord } from './generation-row.ts';

/** Generations in PostgreSQL, through Prisma. */
export function createPrismaGenerationRepository(
  database: Database<Prisma.TransactionClient>,
): GenerationRepository {
  const findById = batchById<GenerationRecord>((ids) =>
    database.run(async ({ generationRun }) =>
      (await generationRun.findMany({ where: { id: { in: [...ids] } } })).map(toGenerationRecord),
    ),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    files: (runId) =>
      database.run(({ generationFile }) =>
        generationFile.findMany({
          where: { runId },
          orderBy: { path: 'asc' },
          select: { path: true, content: true },
        }),
      ),
    steps: (runId) =>
      database.run(({ generationStep }) =>
        generationStep.findMany({ where: { runId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
      ),
  };
}
