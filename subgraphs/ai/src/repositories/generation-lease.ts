import type { Prisma } from '../generated/prisma/client.ts';
import type { HeldRun, StepDraft } from '../models/generation-run.ts';

type Client = Prisma.TransactionClient;
type Row = Omit<HeldRun, 'language' | 'leaseMs'> & { readonly language: string };

const LEAST_PATIENCE_MS = 1_000;

/**
 * Takes a running run whose lease is over; the database's clock decides, so that hosts need not agree on the time. One that a
 * transaction has locked is not waited for.
 */
export async function claimRun(
  client: Client,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<HeldRun | null> {
  const [row] = await client.$queryRaw<Row[]>`
    UPDATE ai.generation_runs SET lease_owner = ${owner}, fence = fence + 1,
      lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
    WHERE id = (
      SELECT id FROM ai.generation_runs
      WHERE id = ${id}::uuid AND status = 'RUNNING' AND (lease_until IS NULL OR lease_until < now())
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, tenant_id AS "tenantId", author_id AS "authorId", prompt, language, fence`;
  return row ? { ...row, leaseMs, language: row.language === 'en' ? 'en' : 'es' } : null;
}

/** Prolongs a hold, and locks the run for the rest of the transaction; false when the hold is lost. */
export async function renewRun(
  client: Client,
  { id, fence }: HeldRun,
  leaseMs: number,
): Promise<boolean> {
  const changed = await client.$executeRaw`
    UPDATE ai.generation_runs SET lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
    WHERE id = ${id}::uuid AND fence = ${fence} AND status = 'RUNNING'`;
  return changed === 1;
}

/**
 * Locks a held run for the transaction, whatever is left of its lease; false when the hold is lost. A holder that falls silent
 * in the transaction would keep it locked for ever: the database ends it when it is idle for the time of a lease.
 */
export async function lockHeld(client: Client, { id, fence, leaseMs }: HeldRun): Promise<boolean> {
  const patience = String(Math.max(LEAST_PATIENCE_MS, leaseMs));
  const rows = await client.$queryRaw<unknown[]>`
    SELECT set_config('idle_in_transaction_session_timeout', ${patience}, true) FROM ai.generation_runs
    WHERE id = ${id}::uuid AND fence = ${fence} AND status = 'RUNNING' FOR UPDATE`;
  return rows.length === 1;
}

/** Ends a hold at once. */
export async function releaseRun(client: Client, { id, fence }: HeldRun): Promise<void> {
  await client.$executeRaw`
    UPDATE ai.generation_runs SET lease_until = NULL, lease_owner = NULL WHERE id = ${id}::uuid AND fence = ${fence}`;
}

/** The row of a step. */
export function stepRow(run: HeldRun, step: StepDraft, tenantId: string) {
  const { memo, step: name, status, message, output } = step;
  const base = { tenantId, runId: run.id, memo, step: name, status, message, fence: run.fence };
  return output === undefined ? base : { ...base, output: asJson(output) };
}

/** A value as Prisma takes JSON. */
export function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}
