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

/** The audit log in PostgreSQL; every condition is one that an index serves under row-level security. */
export function createAuditRepository(database: Database<Client>): AuditReader {
  return {
    list: ({ first, after }, filter) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<Row[]>`
          SELECT id, seq, at, actor_id AS "actorId", action, target, outcome, request_id AS "requestId"
          FROM app.audit_entries WHERE ${matching(filter, after)}
          ORDER BY seq DESC LIMIT ${first + 1}`;
        return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
      }),
    count: (filter) =>
      database.run(async (client) => {
        const [row] = await client.$queryRaw<{ count: bigint }[]>`
          SELECT count(*) AS count FROM app.audit_entries WHERE ${matching(filter, null)}`;
        return Number(row?.count ?? 0);
      }),
  };
}

function matching(filter: AuditFilter, after: AuditKey | null): Prisma.Sql {
  const { actorId, action, target, outcome, from, to } = filter;
  const conditions = [Prisma.sql`true`];
  if (after) conditions.push(Prisma.sql`seq < ${after.seq}`);
  if (actorId) conditions.push(Prisma.sql`actor_id = ${actorId}::uuid`);
  if (action) conditions.push(textMatch(Prisma.sql`action`, action));
  if (target) conditions.push(textMatch(Prisma.sql`target`, target));
  if (outcome) conditions.push(textMatch(Prisma.sql`outcome`, outcome));
  if (from) conditions.push(Prisma.sql`seq >= ${firstSince(from)}`);
  if (to) conditions.push(Prisma.sql`seq <= ${lastBefore(to)}`);
  return Prisma.join(conditions, ' AND ');
}

function textMatch(column: Prisma.Sql, { text, isPrefix }: TextMatch): Prisma.Sql {
  if (!isPrefix) return Prisma.sql`${column} = ${text}`;
  return Prisma.sql`${column} >= ${text} AND ${column} <= ${text + LAST_CHARACTER}`;
}

/** Times rise with the numbers, so a span of time is a span of numbers, and one index orders and bounds. */
function firstSince(from: Date): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT e.seq FROM app.audit_entries AS e WHERE e.at >= ${from}::timestamptz
    ORDER BY e.at LIMIT 1), 9223372036854775807)`;
}

function lastBefore(to: Date): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT e.seq FROM app.audit_entries AS e WHERE e.at < ${to}::timestamptz
    ORDER BY e.at DESC LIMIT 1), 0)`;
}
