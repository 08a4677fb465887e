import { escapeHtml } from '../utils/escape-html.ts';
import { oneLine } from '../utils/one-line.ts';
import type { Language } from './language.ts';
import type { MailMessage } from './mail-record.ts';
import type { Text } from './texts.ts';

const LINK = { es: 'Ver en GestasAI', en: 'See it in GestasAI' };

/** A notification as a mail, in text and HTML. Whatever people typed stays text, on one line where it is in a header. */
export function mailContent(
  { title, body }: Text,
  language: Language,
  webOrigin: string,
): Pick<MailMessage, 'subject' | 'text' | 'html'> {
  const subject = oneLine(title);
  const text = `${subject}\n\n${body}\n\n${LINK[language]}: ${webOrigin}\n`;
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family: sans-serif">
<h1 style="font-size: 1.25rem">${escapeHtml(subject)}</h1>
<p>${escapeHtml(body)}</p>
<p><a href="${escapeHtml(webOrigin)}">${LINK[language]}</a></p>
</body></html>
`;
  return { subject, text, html };
}
