import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendMails } from '../src/definition.ts';
import type { MailFault, MailMessage } from '../src/models/mail-record.ts';
import { sendDueMails } from '../src/services/commands/send-due-mails.ts';
import { createSendMail } from '../src/utils/create-send-mail.ts';
import { type InboxWorld, startInboxWorld } from './support/inbox-world.ts';
import { startMailServer } from './support/mail-server.ts';

let world: InboxWorld;
beforeAll(async () => {
  world = await startInboxWorld();
});
afterAll(() => world.stop());

const MINUTE = 60_000;
const changed = () => ({ name: 'role:changed', data: { roleId: randomUUID(), fields: ['name'] } });

/** A tenant in which `count` mails to one person wait. */
async function waiting(count: number) {
  const tenantId = await world.newTenant();
  world.person(tenantId, 'Ada', '*');
  await world.announce(tenantId, ...Array.from({ length: count }, changed));
  const start = Date.now() + MINUTE;
  const clock = { at: start };
  const work = (send: (message: MailMessage) => Promise<MailFault | null>) =>
    sendDueMails({
      ...{ tenantId, send, language: 'es', webOrigin: 'http://web.test' },
      mails: world.services.forTenant(tenantId).mails,
      textOf: ({ event }) => ({ title: event, body: '' }),
      now: () => new Date(clock.at),
      random: () => 0.5,
    });
  const rows = () =>
    world.database.query<{ status: string; attempts: number; reason: string | null }>(
      'SELECT status, attempts, reason FROM notifications.mails WHERE tenant_id = $1',
      [tenantId],
    );
  return { clock, start, work, rows };
}

const DOWN = { reason: 'down', isFinal: false };

describe('the queue of mails', () => {
  it('gives no mail to two workers at once', async () => {
    const { work, rows } = await waiting(20);
    const sent: string[] = [];
    const send = async ({ id }: MailMessage) => {
      sent.push(id);
      await new Promise((resolve) => setTimeout(resolve, 3));
      return null;
    };
    await Promise.all([work(send), work(send), work(send)]);
    expect(sent).toHaveLength(20);
    expect(new Set(sent).size).toBe(20);
    expect((await rows()).every(({ status }) => status === 'SENT')).toBe(true);
    await work(send);
    expect(sent).toHaveLength(20);
  });

  it('gives a mail to another worker when the lease of one that died runs out, not before', async () => {
    const { clock, work, rows } = await waiting(1);
    let wake = (_: null) => {};
    const dead = work(
      () =>
        new Promise<null>((resolve) => {
          wake = resolve;
        }),
    );
    while ((await rows())[0]?.attempts !== 1) await new Promise(setImmediate);
    const sent: string[] = [];
    const send = async ({ id }: MailMessage) => {
      sent.push(id);
      return null;
    };
    clock.at += MINUTE;
    await work(send);
    expect(sent).toEqual([]);
    clock.at += MINUTE;
    await work(send);
    expect(sent).toHaveLength(1);
    expect(await rows()).toEqual([{ status: 'SENT', attempts: 2, reason: null }]);
    wake(null); // it was not dead at all: what it did late changes nothing
    await dead;
    expect(await rows()).toEqual([{ status: 'SENT', attempts: 2, reason: null }]);
  });

  it('tries again later and later, gives up after eight attempts, and keeps why', async () => {
    const { clock, start, work, rows } = await waiting(1);
    const tries: number[] = [];
    const send = async () => {
      tries.push(clock.at - start);
      return DOWN;
    };
    for (let next = await work(send); next; next = await work(send)) {
      clock.at = next.getTime() - 1;
      await work(send); // too early
      clock.at = next.getTime();
    }
    const waits = tries.slice(1).map((at, place) => (at - (tries[place] ?? 0)) / 1000);
    expect(waits).toEqual([7.5, 15, 30, 60, 120, 240, 480]);
    expect(await rows()).toEqual([{ status: 'FAILED', attempts: 8, reason: 'down' }]);
  });

  it('gives up at once what is refused for good', async () => {
    const { work, rows } = await waiting(1);
    expect(await work(async () => ({ reason: 'no such mailbox', isFinal: true }))).toBeNull();
    expect(await rows()).toEqual([{ status: 'FAILED', attempts: 1, reason: 'no such mailbox' }]);
  });

  it('gives up a mail whose every attempt died', async () => {
    const { clock, work, rows } = await waiting(1);
    const dies = () => work(() => Promise.reject(new Error('killed'))).catch(() => undefined);
    for (let attempt = 0; attempt < 9; attempt += 1) {
      await dies();
      clock.at += 3 * MINUTE;
    }
    expect(await rows()).toEqual([
      { status: 'FAILED', attempts: 8, reason: 'the last attempt did not end' },
    ]);
  });
});

describe('mails', () => {
  it('go to whoever is told of what its rule mails, and of nothing else, in the platform’s language', async () => {
    const server = await startMailServer();
    const mails = sendMails(
      world.services,
      createSendMail({ smtpUrl: server.url }, 'no-reply@gestas.test'),
    );
    const tenantId = await world.newTenant();
    const person = world.person(tenantId, 'Rita Reader', '*');
    world.person(tenantId, 'None');
    const roleId = randomUUID();
    world.worldOf(tenantId).roles.set(roleId, 'Editors');
    await world.announce(
      tenantId,
      { name: 'post:created', data: { postId: randomUUID() } },
      { name: 'role:changed', data: { roleId, fields: ['name'] } },
    );
    const mine = () => server.received.filter(({ to }) => to.includes(person.email));
    while (mine().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await mails.stop();
    await server.stop();
    expect(mine()).toHaveLength(1);
    expect(mine()[0]?.source).toMatch(/^Subject: Rol modificado: Editors/m);
    expect(server.received.some(({ to }) => to.includes('none@example.test'))).toBe(false);
  }, 60_000);
});
