import type { EventEnvelope } from '@gestas/sdk';
import { z } from 'zod';
import type { ListenerContext } from '../context.ts';

const UserSuspended = z.object({ userId: z.uuid() });

/** On `user:suspended`: ends every open session of the user and announces each, so that its sockets close. */
export async function endSessions(tx: ListenerContext, event: EventEnvelope): Promise<void> {
  const { userId } = UserSuspended.parse(event.data);
  const ended = await tx.sessions.endAll(userId, 'REVOKED', new Date());
  for (const { id: sessionId } of ended) {
    await tx.events.emit('session:revoked', { sessionId, userId, reason: 'REVOKED' });
  }
  tx.audit({ target: `User:${userId}`, details: { sessions: ended.length } });
}
