import type { Facts, NotificationRecord } from '../models/notification-record.ts';

/** A row of notifications.notifications, columns camel-cased. */
export type NotificationRow = Omit<NotificationRecord, 'facts'> & { readonly facts: unknown };

/** The record of a row. */
export function toNotificationRecord(row: NotificationRow): NotificationRecord {
  const { id, recipientId, event, createdAt, readAt } = row;
  const facts = row.facts as Facts; // was typed when it was written
  return { id, recipientId, event, facts, createdAt, readAt };
}
