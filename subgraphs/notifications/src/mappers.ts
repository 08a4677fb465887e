import type { Connection } from '@gestas/sdk';
import type { NotificationRecord } from './models/notification-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type NotificationMapper = NotificationRecord;
export type NotificationConnectionMapper = Connection<NotificationRecord> & {
  readonly unreadCount: () => Promise<number>;
};
