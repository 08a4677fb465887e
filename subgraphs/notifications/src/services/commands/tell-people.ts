import type { EventEnvelope } from '@gestas/sdk';
import type { WriteContext } from '../../context.ts';
import type { Facts } from '../../models/notification-record.ts';
import type { Recipient } from '../../models/recipient.ts';

/** Whom to tell what. */
export type Told = {
  readonly recipients: readonly Recipient[];
  readonly facts: Facts;
  /** Also by e-mail, where any is sent. */
  readonly isMailed: boolean;
};

/**
 * Puts an event into its recipients' inboxes and announces `notification:created` for each; part of the transaction it is
 * given. Who has been told already is not told again.
 */
export async function tellPeople(
  tx: WriteContext,
  { id: eventId, name: event }: Pick<EventEnvelope, 'id' | 'name'>,
  { recipients, facts, isMailed }: Told,
): Promise<void> {
  const recipientIds = recipients.map(({ id }) => id);
  const made = await tx.notifications.insertMissing({ eventId, event, facts, recipientIds });
  for (const { id: notificationId, recipientId } of made) {
    await tx.events.emit('notification:created', { notificationId, recipientId });
  }
  if (isMailed && tx.mailing.isOn && made.length > 0) {
    const addresses = new Map(recipients.map(({ id, email }) => [id, email]));
    const drafts = made.map(({ id, recipientId }) => ({
      notificationId: id,
      address: addresses.get(recipientId) ?? '',
    }));
    await tx.mails.insertMany(drafts, tx.now());
    tx.mailing.ring();
  }
  tx.audit({ target: `Event:${eventId}`, details: { recipients: made.length } });
}
