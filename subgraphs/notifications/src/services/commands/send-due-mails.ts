import type { Language } from '../../models/language.ts';
import { mailContent } from '../../models/mail-content.ts';
import type { LeasedMail, SendMail } from '../../models/mail-record.ts';
import type { Text } from '../../models/texts.ts';
import type { MailRepository } from '../../repositories/mail-repository.ts';

/** Longer than sending one mail may take, so that who holds one is done with it when others may take it. */
const LEASE_MS = 120_000;
const MOST_ATTEMPTS = 8;
const BACKOFF = { baseMs: 10_000, maxMs: 3_600_000 };

/** What sending needs; the clock and chance are given by tests. */
export type Mailing = {
  readonly tenantId: string;
  readonly mails: MailRepository;
  readonly language: Language;
  readonly webOrigin: string;
  readonly send: SendMail;
  readonly textOf: (mail: Pick<LeasedMail, 'event' | 'facts'>) => Text;
  readonly now: () => Date;
  readonly random: () => number;
  /** After it, no further mail is begun. */
  readonly signal?: AbortSignal;
};

/**
 * Sends a tenant's mails that are due, one after the other, and answers when the next one is. Each is held by a lease while it
 * is sent. Who dies between sending and noting so leaves it to be sent again: at least once, never by two at a time.
 */
export async function sendDueMails(mailing: Mailing): Promise<Date | null> {
  const { mails, now, signal } = mailing;
  while (!signal?.aborted) {
    const mail = await mails.take({ now: now(), leaseMs: LEASE_MS, mostAttempts: MOST_ATTEMPTS });
    if (!mail) return mails.nextDueAt();
    await sendOne(mailing, mail);
  }
  return mails.nextDueAt();
}

async function sendOne(
  { mails, tenantId, language, webOrigin, send, textOf, now, random }: Mailing,
  mail: LeasedMail,
): Promise<void> {
  const content = mailContent(textOf(mail), language, webOrigin);
  const fault = await send({ id: mail.id, tenantId, to: mail.address, ...content });
  if (!fault) await mails.markSent(mail);
  else if (fault.isFinal || mail.attempt >= MOST_ATTEMPTS) await mails.giveUp(mail, fault.reason);
  else {
    const wait = backoffMs(mail.attempt, random);
    await mails.retryLater(mail, new Date(now().getTime() + wait), fault.reason);
  }
}

/** From half of a doubling bound to the whole of it. */
function backoffMs(attempt: number, random: () => number): number {
  const bound = Math.min(BACKOFF.maxMs, BACKOFF.baseMs * 2 ** (attempt - 1));
  return Math.round(bound * (0.5 + random() / 2));
}
