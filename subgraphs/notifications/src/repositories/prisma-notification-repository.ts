import { batchById, type Database, isId, type Page, uuidV7 } from '@gestas/sdk';
import { Prisma } from '../generated/prisma/client.ts';
import type { NotificationRecord } from '../models/notification-record.ts';
import type {
  InboxFilter,
  NotificationKey,
  NotificationRepository,
  Telling,
} from './notification-repository.ts';
import { type NotificationRow, toNotificationRecord } from './notification-row.ts';

type Client = Prisma.TransactionClient;

const COLUMNS = Prisma.sql`id, recipient_id AS "recipientId", event, facts, created_at AS "createdAt", read_at AS "readAt"`;

/** Notifications in PostgreSQL, through Prisma. */
export function createPrismaNotificationRepository(
  database: Database<Client>,
): NotificationRepository {
  const { tenantId } = database;
  const findById = batchById<NotificationRecord>((ids) =>
    database.run(async ({ notification }) =>
      (await notification.findMany({ where: { tenantId, id: { in: [...ids] } } })).map((row) =>
        toNotificationRecord(row),
      ),
    ),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: (page, filter) => database.run((client) => list(client, tenantId, page, filter)),
    count: ({ recipientId, unreadOnly }) =>
      database.run(({ notification }) =>
        notification.count({
          where: { tenantId, recipientId, ...(unreadOnly ? { readAt: null } : {}) },
        }),
      ),
    insertMissing: (telling) => database.run((client) => insertMissing(client, tenantId, telling)),
    markRead: (recipientId, id) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<NotificationRow[]>`
          UPDATE notifications.notifications SET read_at = coalesce(read_at, now())
          WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND recipient_id = ${recipientId}::uuid
          RETURNING ${COLUMNS}`;
        return rows[0] ? toNotificationRecord(rows[0]) : null;
      }),
  };
}

/** A keyset page, newest first; the row comparison lets the index start at the key. */
async function list(
  client: Client,
  tenantId: string,
  { first, after }: Page<NotificationKey>,
  { recipientId, unreadOnly }: InboxFilter,
): Promise<readonly NotificationRecord[]> {
  const following = after
    ? Prisma.sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.sql`true`;
  const rows = await client.$queryRaw<NotificationRow[]>`
    SELECT ${COLUMNS} FROM notifications.notifications
    WHERE tenant_id = ${tenantId}::uuid AND recipient_id = ${recipientId}::uuid AND ${following}
      AND ${unreadOnly ? Prisma.sql`read_at IS NULL` : Prisma.sql`true`}
    ORDER BY created_at DESC, id DESC LIMIT ${first + 1}`;
  return rows.map((row) => toNotificationRecord(row));
}

async function insertMissing(
  client: Client,
  tenantId: string,
  { eventId, event, facts, recipientIds }: Telling,
): Promise<readonly { readonly id: string; readonly recipientId: string }[]> {
  const ids = recipientIds.map(() => uuidV7());
  return client.$queryRaw<{ id: string; recipientId: string }[]>`
    INSERT INTO notifications.notifications (id, tenant_id, recipient_id, event_id, event, facts)
    SELECT id, ${tenantId}::uuid, recipient_id, ${eventId}::uuid, ${event}, ${JSON.stringify(facts)}::jsonb
    FROM unnest(${ids}::uuid[], ${[...recipientIds]}::uuid[]) AS told (id, recipient_id)
    ON CONFLICT (tenant_id, event_id, recipient_id) DO NOTHING
    RETURNING id, recipient_id AS "recipientId"`;
}
