import { AppError, parseInput, requireViewer } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { MarkRead } from '../../models/mark-read-input.ts';
import type { NotificationRecord } from '../../models/notification-record.ts';

/** Marks one of the viewer's notifications as read; somebody else's id is NOT_FOUND, like a random one. */
export async function markNotificationRead(
  ctx: CommandContext,
  input: unknown,
): Promise<NotificationRecord> {
  const { userId } = requireViewer(ctx);
  const { id } = parseInput(MarkRead, input);
  return ctx.transact(async (tx) => {
    const notification = await tx.notifications.markRead(userId, id);
    if (!notification) throw new AppError('NOT_FOUND', 'There is no such notification.');
    tx.audit({ target: `Notification:${id}` });
    return notification;
  });
}
