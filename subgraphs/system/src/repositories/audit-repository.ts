import type { Database, Page } from '@gestas/sdk';
import { Prisma } from '../generated/prisma/client.ts';
import type { AuditEntryRecord } from '../models/audit-entry.ts';
import type { AuditFilter, TextMatch } from '../models/audit-filter.ts';

/** The sort key of the audit log: the number in the tenant's chain. */
export type AuditKey = { readonly seq: number };

/** Reads the bound tenant's audit log, which every plugin writes through the SDK. */
export interface AuditReader {
  /** Up to `first + 1` entries, newest first. */
  list(page: Page<AuditKey>, filter: AuditFilter): Promise<readonly AuditEntryRecord[]>;
  count(filter: AuditFilter): Promise<number>;
}

type Client = Prisma.TransactionClient;
type Row = Omit<AuditEntryRecord, 'seq'> & { readonly seq: bigint };

/** Greater than every text that goes on after a prefix, in the columns' "C" collation. */
const LAST_CHARACTER = '\u{10FFFF}';
const LAST_NUMBER = 9_223_372_036_854_775_807n;

/** The audit log in PostgreSQL; every condition is one that an index serves under row-level security. */
export function createAuditRepository(database: Database<Client>): AuditReader {
  return {
    list: ({ first, after }, filter) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<Row[]>`
          SELECT id, seq, at, actor_id AS "actorId", action, target, outcome, request_id AS "requestId"
          FROM app.audit_entries WHERE ${await matching(client, filter, after)}
          ORDER BY seq DESC LIMIT ${first + 1}`;
        return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
      }),
    count: (filter) =>
      database.run(async (client) => {
        const [row] = await client.$queryRaw<{ count: bigint }[]>`
          SELECT count(*) AS count FROM app.audit_entries WHERE ${await matching(client, filter, null)}`;
        return Number(row?.count ?? 0);
      }),
  };
}

async function matching(
  client: Client,
  filter: AuditFilter,
  after: AuditKey | null,
): Promise<Prisma.Sql> {
  const { actorId, action, target, outcome, from, to } = filter;
  const conditions = [Prisma.sql`true`];
  if (after) conditions.push(Prisma.sql`seq < ${after.seq}`);
  if (actorId) conditions.push(Prisma.sql`actor_id = ${actorId}::uuid`);
  if (action) conditions.push(textMatch(Prisma.sql`action`, action));
  if (target) conditions.push(textMatch(Prisma.sql`target`, target));
  if (outcome) conditions.push(textMatch(Prisma.sql`outcome`, outcome));
  if (from) conditions.push(Prisma.sql`seq >= ${await firstSince(client, from)}`);
  if (to) conditions.push(Prisma.sql`seq <= ${await lastBefore(client, to)}`);
  return Prisma.join(conditions, ' AND ');
}

function textMatch(column: Prisma.Sql, { text, isPrefix }: TextMatch): Prisma.Sql {
  if (!isPrefix) return Prisma.sql`${column} = ${text}`;
  return Prisma.sql`${column} >= ${text} AND ${column} <= ${text + LAST_CHARACTER}`;
}

/**
 * Times rise with the numbers, so a span of time is a span of numbers, and one index orders and bounds. The numbers are
 * asked for first: as subqueries they would only filter what the whole index yields.
 */
async function firstSince(client: Client, from: Date): Promise<bigint> {
  const [row] = await client.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM app.audit_entries WHERE at >= ${from}::timestamptz ORDER BY at LIMIT 1`;
  return row?.seq ?? LAST_NUMBER;
}

async function lastBefore(client: Client, to: Date): Promise<bigint> {
  const [row] = await client.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM app.audit_entries WHERE at < ${to}::timestamptz ORDER BY at DESC LIMIT 1`;
  return row?.seq ?? 0n;
}
