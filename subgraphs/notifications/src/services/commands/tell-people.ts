import type { EventEnvelope } from '@gestas/sdk';
import type { WriteContext } from '../../context.ts';
import type { Facts } from '../../models/notification-record.ts';
import type { Recipient } from '../../models/recipient.ts';

/** Whom to tell what. */
export type Told = { readonly recipients: readonly Recipient[]; readonly facts: Facts };

/**
 * Puts an event into its recipients' inboxes and announces `notification:created` for each; part of the transaction it is
 * given. Who has been told already is not told again.
 */
export async function tellPeople(
  tx: WriteContext,
  { id: eventId, name: event }: Pick<EventEnvelope, 'id' | 'name'>,
  { recipients, facts }: Told,
): Promise<void> {
  const recipientIds = recipients.map(({ id }) => id);
  const made = await tx.notifications.insertMissing({ eventId, event, facts, recipientIds });
  for (const { id: notificationId, recipientId } of made) {
    await tx.events.emit('notification:created', { notificationId, recipientId });
  }
  tx.audit({ target: `Event:${eventId}`, details: { recipients: made.length } });
}
