import type { NotificationResolvers } from '../generated/resolver-types.ts';
import { notification } from '../services/queries/notification.ts';
import { notificationText } from '../services/queries/notification-text.ts';

export const Notification: NotificationResolvers = {
  __resolveReference: ({ id }, ctx) => notification(ctx, id),
  title: (record, { language }, ctx) => notificationText(ctx, record, language).title,
  body: (record, { language }, ctx) => notificationText(ctx, record, language).body,
};
