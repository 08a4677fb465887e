import { requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { ChatRecord } from '../../models/chat-record.ts';

/** One of the viewer's own chats; somebody else's id finds nothing, like a random one. */
export function chat(ctx: QueryContext, id: string): Promise<ChatRecord | null> {
  const { userId } = requireViewer(ctx);
  return ctx.chats.findOwn(id, userId);
}
