import type { EventEnvelope } from '@gestas/sdk';
import { z } from 'zod';
import type { ListenerContext } from '../context.ts';

const UserCreated = z.object({
  userId: z.uuid(),
  invitationHash: z.string().length(64),
  invitationExpiresAt: z.coerce.date(),
});

/** On `user:created`: keeps the invitation, so that its link can be redeemed. */
export async function keepInvitation(tx: ListenerContext, event: EventEnvelope): Promise<void> {
  const { userId, invitationHash, invitationExpiresAt } = UserCreated.parse(event.data);
  await tx.invitations.insert({
    userId,
    tokenHash: invitationHash,
    expiresAt: invitationExpiresAt,
  });
  tx.audit({ target: `User:${userId}` });
}
