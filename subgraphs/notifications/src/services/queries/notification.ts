import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { NotificationRecord } from '../../models/notification-record.ts';

/** One of the viewer's notifications; somebody else's id finds nothing, like a random one. */
export async function notification(
  ctx: QueryContext,
  id: string,
): Promise<NotificationRecord | null> {
  const { userId } = requireViewer(ctx);
  const found = await ctx.notifications.findById(id);
  return found?.recipientId === userId ? found : null;
}
