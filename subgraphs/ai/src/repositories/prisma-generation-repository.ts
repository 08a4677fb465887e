import { batchById, type Database, isId, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { GenerationRecord } from '../models/generation-record.ts';
import type { Decision, HeldRun, RunResult } from '../models/generation-run.ts';
import { asJson, claimRun, lockHeld, releaseRun, renewRun, stepRow } from './generation-lease.ts';
import type { GenerationKey, GenerationRepository } from './generation-repository.ts';
import { toGenerationRecord } from './generation-row.ts';

type Client = Prisma.TransactionClient;

/** Generations in PostgreSQL, through Prisma. */
export function createPrismaGenerationRepository(database: Database<Client>): GenerationRepository {
  const { tenantId } = database;
  const findById = batchById<GenerationRecord>((ids) =>
    database.run(async ({ generationRun }) =>
      (await generationRun.findMany({ where: { id: { in: [...ids] } } })).map(toGenerationRecord),
    ),
  );
  return {
    ...readers(database),
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    insert: ({ generator, supervisor, ...draft }) =>
      database.run(async ({ generationRun }) => {
        const names = { generator: asJson(generator), supervisor: asJson(supervisor) };
        const data = { ...draft, ...names, id: uuidV7(), tenantId };
        return toGenerationRecord(await generationRun.create({ data }));
      }),
    claim: (id, owner, leaseMs) => database.run((client) => claimRun(client, id, owner, leaseMs)),
    renew: (run, leaseMs) => database.run((client) => renewRun(client, run, leaseMs)),
    release: (run) => database.run((client) => releaseRun(client, run)),
    memo: (runId, memo) =>
      database.run(async ({ generationStep }) => {
        const where = { tenantId_runId_memo: { tenantId, runId, memo } };
        const row = await generationStep.findUnique({ where, select: { output: true } });
        return row?.output ?? undefined;
      }),
    record: (run, step) =>
      database.run(async (client) => {
        if (!(await lockHeld(client, run))) return false;
        const data = [{ ...stepRow(run, step, tenantId), id: uuidV7() }];
        await client.generationStep.createMany({ data, skipDuplicates: true });
        return true;
      }),
    finish: (run, result) => database.run((client) => finish(client, run, result, tenantId)),
    decide: (id, from, decision) => database.run((client) => decide(client, id, from, decision)),
    markDatasetRow: (runId, outcome, { prompt, reason, reviewerId }) =>
      database.run(async ({ datasetRow }) => {
        const where = { tenantId_runId: { tenantId, runId } };
        const before = await datasetRow.findUnique({ where, select: { provenance: true } });
        const known = typeof before?.provenance === 'object' ? before.provenance : {};
        const provenance = asJson({ ...known, decision: { outcome, reason, reviewerId } });
        const messages = asJson([{ role: 'user', content: prompt }]);
        await datasetRow.upsert({
          where,
          create: { id: uuidV7(), tenantId, runId, outcome, messages, provenance },
          update: { outcome, provenance, updatedAt: new Date() },
        });
      }),
    keepDatasetRow: (runId, { outcome, messages, provenance }) =>
      database.run(async ({ datasetRow }) => {
        const row = {
          outcome,
          messages: asJson(messages),
          provenance: asJson(provenance),
          updatedAt: new Date(),
        };
        await datasetRow.upsert({
          where: { tenantId_runId: { tenantId, runId } },
          create: { ...row, id: uuidV7(), tenantId, runId },
          update: row,
        });
      }),
  };
}

function readers(database: Database<Client>) {
  return {
    list: ({ first, after }: { readonly first: number; readonly after: GenerationKey | null }) =>
      database.run(async ({ generationRun }) => {
        const rows = await generationRun.findMany({
          where: following(after),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: first + 1,
        });
        return rows.map(toGenerationRecord);
      }),
    count: () => database.run(({ generationRun }) => generationRun.count()),
    files: (runId: string) =>
      database.run(({ generationFile }) =>
        generationFile.findMany({
          where: { runId },
          orderBy: { path: 'asc' },
          select: { path: true, content: true },
        }),
      ),
    steps: (runId: string) =>
      database.run(({ generationStep }) =>
        generationStep.findMany({ where: { runId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
      ),
  };
}

async function finish(
  client: Client,
  run: HeldRun,
  result: RunResult,
  tenantId: string,
): Promise<boolean> {
  if (!(await lockHeld(client, run))) return false;
  const { files, status, verdict, spec, assumptions, citations } = result;
  const data = files.map((file) => ({ ...file, id: uuidV7(), tenantId, runId: run.id }));
  await client.generationFile.createMany({ data });
  await client.generationRun.update({
    where: { id: run.id },
    data: {
      status,
      verdict: asJson(verdict),
      ...(spec && { spec: asJson(spec) }),
      assumptions: asJson(assumptions),
      citations: asJson(citations),
      leaseUntil: null,
      leaseOwner: null,
      finishedAt: new Date(),
    },
  });
  return true;
}

async function decide(
  client: Client,
  id: string,
  from: readonly string[],
  decision: Decision,
): Promise<GenerationRecord | null> {
  const [row] = await client.generationRun.updateManyAndReturn({
    where: { id, status: { in: [...from] } },
    data: { ...decision, leaseUntil: null, leaseOwner: null },
  });
  return row ? toGenerationRecord(row) : null;
}

/** Rows after a key. The first bound is implied by the second, and lets the index start there. */
function following(after: GenerationKey | null): Prisma.GenerationRunWhereInput {
  if (!after) return {};
  const { createdAt, id } = after;
  return {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
  };
}
