import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';

const LOCK_TIMEOUT = '2s';
const LOCK_ATTEMPTS = 15;
const LOCK_NOT_AVAILABLE = '55P03';
/** How a file starts that holds one statement which must not run in a transaction, such as CREATE INDEX CONCURRENTLY. */
const BARE = '-- no-transaction';

/** As Prisma Migrate makes it, so that `prisma migrate deploy` finds the same history. */
const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

type AppliedMigration = { readonly checksum: string; readonly finished: boolean };

/**
 * Applies the migrations of one folder in name order, each in a transaction of its own (a file that starts with
 * `-- no-transaction` holds one statement and runs bare), and records them in `recordSchema`. The caller holds the advisory lock.
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
    throw new Error(
      `Migration ${name} failed earlier. Remove what it left behind, set rolled_back_at of its record in ` +
        '_prisma_migrations, and run it again.',
    );
  if (record.checksum !== checksum(sql)) {
    throw new Error(`Migration ${name} was edited after it was applied: add a new one instead.`);
  }
  return true;
}

async function applyOne(client: Client, schema: string, name: string, sql: string): Promise<void> {
  const record = {
    id: randomUUID(),
    name,
    checksum: checksum(sql),
    table: `${schema}._prisma_migrations`,
  };
  try {
    if (sql.startsWith(BARE)) await applyBare(client, sql, record);
    else await applyInTransaction(client, sql, record);
  } catch (cause) {
    throw new Error(`Migration ${name}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

type MigrationRecord = {
  readonly id: string;
  readonly name: string;
  readonly checksum: string;
  readonly table: string;
};

/** A lock that isn't free within 2 s is asked for again later, so that nobody queues behind a waiting migration. */
async function applyInTransaction(
  client: Client,
  sql: string,
  { id, name, checksum, table }: MigrationRecord,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await client.query(sql);
      await client.query(
        `INSERT INTO ${table} (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), 1)`,
        [id, checksum, name],
      );
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!isLockTimeout(error) || attempt === LOCK_ATTEMPTS) throw error;
    }
  }
}

/** Nothing takes a bare statement back, so its record is there before it: a failed one is refused at the next run. */
async function applyBare(
  client: Client,
  sql: string,
  { id, name, checksum, table }: MigrationRecord,
): Promise<void> {
  await client.query(`INSERT INTO ${table} (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql);
  } catch (error) {
    await client.query(`UPDATE ${table} SET logs = $2 WHERE id = $1`, [id, String(error)]);
    throw error;
  }
  await client.query(
    `UPDATE ${table} SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`,
    [id],
  );
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
