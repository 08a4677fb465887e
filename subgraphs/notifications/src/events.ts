import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  /** Somebody has a new notification, which they alone may read. */
  'notification:created': z.object({ notificationId: z.uuid(), recipientId: z.uuid() }),
};

/** The event book as a type. */
export type NotificationEvents = typeof events;
