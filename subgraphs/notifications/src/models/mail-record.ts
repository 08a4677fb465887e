import type { Facts } from './notification-record.ts';

/** A mail that this process may send until its lease runs out. */
export type LeasedMail = {
  readonly id: string;
  readonly lease: string;
  /** This attempt's number, from 1. */
  readonly attempt: number;
  readonly address: string;
  readonly event: string;
  readonly facts: Facts;
};

/** A mail as it goes out. */
export type MailMessage = {
  /** The same at every attempt, so that a mail sent twice can be known for one. */
  readonly id: string;
  readonly tenantId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** Why a mail was not sent; `isFinal`: it never will be, such as to an address that does not exist. */
export type MailFault = { readonly reason: string; readonly isFinal: boolean };

/** Sends one mail; null when it was taken. Never throws. */
export type SendMail = (message: MailMessage) => Promise<MailFault | null>;
