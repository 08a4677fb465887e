import type { BaseContext, EventEnvelope } from '@gestas/sdk';
import { z } from 'zod';
import type { ListenerContext } from '../context.ts';
import { denySession } from '../services/commands/deny-session.ts';

const UserSuspended = z.object({ userId: z.uuid() });

/**
 * On `user:suspended`: ends every open session of the user and announces each, so that its sockets close and its access
 * token counts for nothing, even if the suspension is lifted at once.
 */
export async function endSessions(
  tx: ListenerContext,
  event: EventEnvelope,
  outside: Pick<BaseContext, 'keyValue' | 'logger'>,
): Promise<void> {
  const { userId } = UserSuspended.parse(event.data);
  const ended = await tx.sessions.endAll(userId, 'REVOKED', new Date());
  for (const { id: sessionId } of ended) {
    await denySession(outside, sessionId);
    await tx.events.emit('session:revoked', { sessionId, userId, reason: 'REVOKED' });
  }
  tx.audit({ target: `User:${userId}`, details: { sessions: ended.length } });
}
