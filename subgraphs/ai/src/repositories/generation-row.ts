import type { GenerationRun } from '../generated/prisma/client.ts';
import type { GenerationRecord } from '../models/generation-record.ts';

/** A row as a record; its JSON was checked when it was written. */
export function toGenerationRecord(row: GenerationRun): GenerationRecord {
  return {
    id: row.id,
    tenantId: row.tenantId,
    authorId: row.authorId,
    prompt: row.prompt,
    language: row.language as GenerationRecord['language'],
    status: row.status as GenerationRecord['status'],
    generator: stored(row.generator),
    supervisor: stored(row.supervisor),
    assumptions: stored(row.assumptions),
    citations: stored(row.citations),
    verdict: stored(row.verdict),
    createdAt: row.createdAt,
  };
}

function stored<T>(value: unknown): T {
  return value as T;
}
