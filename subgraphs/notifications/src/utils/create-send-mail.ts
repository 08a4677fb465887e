import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

type Message = {
  readonly id: string;
  readonly tenantId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
type Fault = { readonly reason: string; readonly isFinal: boolean };

/** By SMTP, or into a file `<folder>/<tenant>/<id>.eml` each. */
export type MailDestination = { readonly smtpUrl: string } | { readonly folder: string };

/** How a mail leaves; `close` ends the connections that are open. */
export type MailSender = {
  send(message: Message): Promise<Fault | null>;
  close(): void;
};

const CONNECT_MS = 10_000;
/** Silence of the server in the midst of a mail. */
const SILENCE_MS = 20_000;
/** The whole of one mail, below the lease it is sent under. */
const WHOLE_MS = 60_000;

/** Mails through nodemailer. A recipient the server refuses for good is a final fault; all else is worth another attempt. */
export function createSendMail(destination: MailDestination, from: string): MailSender {
  const way =
    'smtpUrl' in destination ? bySmtp(destination.smtpUrl) : intoFolder(destination.folder);
  return {
    async send(message) {
      try {
        await way.deliver(message, toOptions(message, from));
        return null;
      } catch (error) {
        return toFault(error);
      }
    },
    close: way.close,
  };
}

function toOptions({ id, to, subject, text, html }: Message, from: string) {
  const headers = { 'Auto-Submitted': 'auto-generated' };
  const address = { name: '', address: to }; // an object, so that nothing in it is read as a list
  return { messageId: `<${id}@gestas>`, from, to: address, subject, text, html, headers };
}

type Options = ReturnType<typeof toOptions>;

function bySmtp(url: string) {
  const timeouts = {
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  };
  const transport = createTransport({ url, ...timeouts });
  return {
    async deliver(_message: Message, options: Options) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('the mail server took too long')), WHOLE_MS);
      });
      await Promise.race([transport.sendMail(options), late]).finally(() => clearTimeout(timer));
    },
    close: () => transport.close(),
  };
}

/** A mail written again takes the place of its file. */
function intoFolder(folder: string) {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async deliver({ id, tenantId }: Message, options: Options) {
      const { message } = await transport.sendMail(options);
      const place = join(folder, tenantId);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, `${id}.part`), message as Buffer);
      await rename(join(place, `${id}.part`), join(place, `${id}.eml`));
    },
    close: () => transport.close(),
  };
}

function toFault(error: unknown): Fault {
  const { code, responseCode, message } = error as Error & { code?: string; responseCode?: number };
  return {
    reason: String(message).slice(0, 500),
    isFinal: code === 'EENVELOPE' && (responseCode ?? 0) >= 500,
  };
}
