import {
  type Connection,
  CursorDate,
  type PageArguments,
  parsePage,
  requireViewer,
  toConnection,
} from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { NotificationRecord } from '../../models/notification-record.ts';

const Key = z.object({ createdAt: CursorDate, id: z.uuid() });

/** A page of the viewer's notifications, newest first; counts are taken only when they are asked for. */
export async function notifications(
  ctx: QueryContext,
  input: PageArguments & { readonly unreadOnly?: boolean | null | undefined },
): Promise<Connection<NotificationRecord> & { readonly unreadCount: () => Promise<number> }> {
  const { userId: recipientId } = requireViewer(ctx);
  const page = parsePage(Key, input);
  const filter = { recipientId, unreadOnly: input.unreadOnly ?? false };
  const rows = await ctx.notifications.list(page, filter);
  const connection = toConnection(
    rows,
    page,
    ({ createdAt, id }) => ({ createdAt, id }),
    () => ctx.notifications.count(filter),
  );
  return {
    ...connection,
    unreadCount: () => ctx.notifications.count({ recipientId, unreadOnly: true }),
  };
}
