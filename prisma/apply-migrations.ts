import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';

const LOCK_TIMEOUT = '2s';
const LOCK_ATTEMPTS = 15;
const LOCK_NOT_AVAILABLE = '55P03';

/** As Prisma Migrate makes it, so that `prisma migrate deploy` finds the same history. */
const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

type AppliedMigration = { readonly checksum: string; readonly finished: boolean };

/**
 * Applies the migrations of one folder in name order, each in a transaction of its own (a file that starts with
 * `-- no-transaction` runs bare), and records them in `recordSchema`. The caller holds the advisory lock.
 * @returns the names applied now.
 * @throws Error when an applied file was edited, is unknown to this build, or failed earlier.
 */
export async function applyMigrations(
  client: Client,
  folder: string,
  recordSchema: string,
): Promise<string[]> {
  const names = existsSync(folder) ? migrationNames(folder) : [];
  await client.query(`SET search_path TO ${recordSchema}`);
  await client.query(RECORDS);
  const applied = await readApplied(client);
  for (const name of applied.keys()) {
    if (!names.includes(name)) {
      throw new Error(
        `The database has migration ${name} (${recordSchema}), which this build does not know.`,
      );
    }
  }
  const done: string[] = [];
  for (const name of names) {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    if (isApplied(name, sql, applied.get(name))) continue;
    await applyOne(client, recordSchema, name, sql);
    done.push(name);
  }
  return done;
}

function migrationNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readApplied(client: Client): Promise<Map<string, AppliedMigration>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function isApplied(name: string, sql: string, record: AppliedMigration | undefined): boolean {
  if (!record) return false;
  if (!record.finished)
    throw new Error(`Migration ${name} failed earlier: mend it, then resolve it.`);
  if (record.checksum !== checksum(sql)) {
    throw new Error(`Migration ${name} was edited after it was applied: add a new one instead.`);
  }
  return true;
}

async function applyOne(client: Client, schema: string, name: string, sql: string): Promise<void> {
  const record = () => runAndRecord(client, schema, name, sql);
  for (let attempt = 1; ; attempt++) {
    try {
      return await (sql.startsWith('-- no-transaction') ? record() : inTransaction(client, record));
    } catch (cause) {
      if (isLockTimeout(cause) && attempt < LOCK_ATTEMPTS) continue;
      throw new Error(`Migration ${name}: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  }
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function runAndRecord(
  client: Client,
  schema: string,
  name: string,
  sql: string,
): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query(sql);
  await client.query(
    `INSERT INTO ${schema}._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksum(sql), name],
  );
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
