import type { Page } from '@gestas/sdk';
import type { Facts, NotificationRecord } from '../models/notification-record.ts';

/** The sort key of inboxes: creation time, then id, both descending. */
export type NotificationKey = { readonly createdAt: Date; readonly id: string };

/** What a list of notifications holds. */
export type InboxFilter = { readonly recipientId: string; readonly unreadOnly: boolean };

/** Reads notifications of the bound tenant. */
export interface NotificationReader {
  /** Whoever's it is; batched within a request. */
  findById(id: string): Promise<NotificationRecord | null>;
  /** Up to `first + 1` notifications, newest first. */
  list(page: Page<NotificationKey>, filter: InboxFilter): Promise<readonly NotificationRecord[]>;
  count(filter: InboxFilter): Promise<number>;
}

/** One event, to be told to several people. */
export type Telling = {
  readonly eventId: string;
  readonly event: string;
  readonly facts: Facts;
  readonly recipientIds: readonly string[];
};

/** Writes notifications of the bound tenant. */
export interface NotificationRepository extends NotificationReader {
  /** Adds one for each recipient; returns those that were not there yet. */
  insertMissing(
    telling: Telling,
  ): Promise<readonly { readonly id: string; readonly recipientId: string }[]>;
  /** Null when the recipient has no such notification; one that is read keeps its time. */
  markRead(recipientId: string, id: string): Promise<NotificationRecord | null>;
}
