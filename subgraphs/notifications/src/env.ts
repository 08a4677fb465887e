import { join } from 'node:path';
import { readEnv } from '@gestas/sdk';
import { z } from 'zod';
import { LANGUAGES } from './models/language.ts';

/**
 * `NOTIFICATIONS_LANGUAGE`: what is spoken in mails, and to who asks for no language, or for one that is not spoken here.
 * Mails go by `NOTIFICATIONS_SMTP_URL` from `NOTIFICATIONS_MAIL_FROM`; without it into files in `NOTIFICATIONS_DATA_DIR`; with
 * neither, none are sent. `WEB_ORIGIN`: where they lead.
 */
const given = readEnv({
  NOTIFICATIONS_LANGUAGE: z.enum(LANGUAGES).default('es'),
  NOTIFICATIONS_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be like smtp://user:password@host:587' })
    .optional(),
  NOTIFICATIONS_MAIL_FROM: z.string().default('GestasAI <no-reply@localhost>'),
  NOTIFICATIONS_DATA_DIR: z.string().optional(),
  WEB_ORIGIN: z.url().default('http://localhost:5173'),
});

const folder = given.NOTIFICATIONS_DATA_DIR && join(given.NOTIFICATIONS_DATA_DIR, 'mail');

/** The environment, and where mails go; null: nowhere. */
export const env = {
  language: given.NOTIFICATIONS_LANGUAGE,
  webOrigin: given.WEB_ORIGIN,
  from: given.NOTIFICATIONS_MAIL_FROM,
  mailTo: given.NOTIFICATIONS_SMTP_URL
    ? { smtpUrl: given.NOTIFICATIONS_SMTP_URL }
    : folder
      ? { folder }
      : null,
};
