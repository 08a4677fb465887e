import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mailContent } from '../src/models/mail-content.ts';
import { createSendMail } from '../src/utils/create-send-mail.ts';
import { startMailServer } from './support/mail-server.ts';

const FROM = 'GestasAI <no-reply@gestas.test>';
const EVIL = 'Hi\r\nBcc: all@evil.test\r\n\r\n<script>alert("1")</script>\u2028&';

const message = (to: string, title: string) => ({
  id: '0190c0de-0000-7000-8000-000000000001',
  tenantId: '0190c0de-0000-7000-8000-000000000002',
  to,
  ...mailContent({ title, body: '<img src=x onerror=1> & co' }, 'en', 'http://web.test'),
});
const headersOf = (source: string) => source.split('\r\n\r\n')[0] ?? '';

let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

describe('a mail by SMTP', () => {
  it('reaches its one recipient with text and HTML, whatever people typed being only text', async () => {
    const sender = createSendMail({ smtpUrl: server.url }, FROM);
    expect(await sender.send(message('rita@example.test', EVIL))).toBeNull();
    sender.close();
    const [mail] = server.received.splice(0);
    expect(mail).toMatchObject({ from: 'no-reply@gestas.test', to: ['rita@example.test'] });
    const headers = headersOf(mail?.source ?? '');
    expect(headers).not.toMatch(/^Bcc:/im);
    expect(headers).toMatch(/^Message-ID: <0190c0de-0000-7000-8000-000000000001@gestas>$/im);
    expect(headers).toMatch(/^Content-Type: multipart\/alternative/im);
    const html = mail?.source.split('Content-Type: text/html')[1] ?? '';
    expect(html).toContain('&lt;img src=3Dx onerror=3D1&gt;');
    expect(html).not.toMatch(/<script|<img/i);
  });

  it('takes an address for one address', async () => {
    const sender = createSendMail({ smtpUrl: server.url }, FROM);
    await sender.send(message('a@example.test, b@evil.test', 'Two'));
    await sender.send(message('a@example.test\r\nBcc: c@evil.test', 'Two'));
    sender.close();
    const reached = server.received.splice(0).flatMap(({ to }) => to);
    expect(reached).not.toContain('b@evil.test');
    expect(reached).not.toContain('c@evil.test');
  });

  it('fails for good where the recipient is refused, and for now where nobody answers', async () => {
    const sender = createSendMail({ smtpUrl: server.url }, FROM);
    expect(await sender.send(message('gone@example.test', 'x'))).toEqual({
      reason: expect.stringContaining('no such mailbox'),
      isFinal: true,
    });
    sender.close();
    const lost = createSendMail({ smtpUrl: 'smtp://127.0.0.1:1' }, FROM);
    expect(await lost.send(message('rita@example.test', 'x'))).toMatchObject({ isFinal: false });
    lost.close();
  });
});

describe('a mail into a folder', () => {
  it('is one file, in its tenant’s folder, however often it is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gestas-mail-'));
    const sender = createSendMail({ folder }, FROM);
    const mail = message('rita@example.test', 'New post: Autumn');
    expect([await sender.send(mail), await sender.send(mail)]).toEqual([null, null]);
    expect(readdirSync(join(folder, mail.tenantId))).toEqual([`${mail.id}.eml`]);
    const source = readFileSync(join(folder, mail.tenantId, `${mail.id}.eml`), 'utf8');
    expect(headersOf(source)).toMatch(/^To: rita@example.test$/m);
    expect(headersOf(source)).toMatch(/^Subject: New post: Autumn$/m);
    rmSync(folder, { recursive: true });
  });
});
