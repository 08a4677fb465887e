import type { LeasedMail } from '../models/mail-record.ts';

/** A mail to be sent. */
export type MailDraft = { readonly notificationId: string; readonly address: string };

/** When, and by whom, a mail is taken. */
export type Taking = {
  readonly now: Date;
  readonly leaseMs: number;
  readonly mostAttempts: number;
};

/** The queue of the bound tenant's mails. */
export interface MailRepository {
  insertMany(drafts: readonly MailDraft[], now: Date): Promise<void>;
  /** Takes the mail that is due longest, for `leaseMs`; null when none is. One that others hold is passed over. */
  take(taking: Taking): Promise<LeasedMail | null>;
  /** Each only while the lease is this mail's; false when another took it since. */
  markSent(mail: LeasedMail): Promise<boolean>;
  retryLater(mail: LeasedMail, dueAt: Date, reason: string): Promise<boolean>;
  giveUp(mail: LeasedMail, reason: string): Promise<boolean>;
  /** When the next one is due; null when none waits. */
  nextDueAt(): Promise<Date | null>;
  /** Every tenant in which mails may wait. */
  activeTenants(): Promise<readonly string[]>;
}
