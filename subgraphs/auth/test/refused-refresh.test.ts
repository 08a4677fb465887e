import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthWorld,
  codeOf,
  copyOf,
  setUsedBack,
  startAuthWorld,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

const isDenied = async (sessionId: string) =>
  (
    await auth.database.query(
      `SELECT 1 FROM platform_control.key_values
       WHERE key = $1 AND expires_at BETWEEN now() + interval '10 minutes' AND now() + interval '11 minutes'`,
      [`auth:deny:sid:${sessionId}`],
    )
  ).length === 1;

describe('a refresh token used again after the grace', () => {
  it('ends the whole family: the thief, the owner and the routers all hear of it', async () => {
    const person = await auth.createPerson();
    const { browser, session } = await auth.signIn(person);
    const thief = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(auth, person.tenant.id, '21 s');

    const stolen = await auth.refresh(thief);
    expect(codeOf(stolen)).toBe('SESSION_ENDED');
    expect(stolen.data).toBeNull();
    expect(thief.cookies.size).toBe(0);
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
    expect(browser.cookies.size).toBe(0);

    expect(await isDenied(session.id)).toBe(true);
    expect(await auth.emitted(person.tenant.id)).toEqual([
      {
        name: 'session:revoked',
        data: { sessionId: session.id, userId: person.id, reason: 'REUSED' },
      },
    ]);
    expect((await auth.audited(person.tenant.id)).at(-1)).toEqual({
      action: 'refreshSession',
      outcome: 'SESSION_ENDED',
      target: `Session:${session.id}`,
    });
  });

  it('is announced once, however often it is tried', async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    const thieves = Array.from({ length: 4 }, () => copyOf(browser));
    await auth.refresh(browser);
    await setUsedBack(auth, person.tenant.id, '1 minute');
    const answers = await Promise.all(thieves.map((thief) => auth.refresh(thief)));
    expect(answers.map(codeOf)).toEqual(Array(4).fill('SESSION_ENDED'));
    expect(await auth.emitted(person.tenant.id)).toHaveLength(1);
  });

  it("leaves the user's other sessions alone", async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    const { browser: other } = await auth.signIn(person);
    const thief = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(auth, person.tenant.id, '1 minute');
    await auth.refresh(thief);
    expect((await auth.refresh(other)).errors).toBeUndefined();
  });
});

describe('a refresh that must fail', () => {
  it('is one whose session has run out', async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    await auth.database.query(
      `UPDATE auth.sessions SET expires_at = now() - interval '1 s' WHERE tenant_id = $1`,
      [person.tenant.id],
    );
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
    expect(browser.cookies.size).toBe(0);
  });

  it('is one whose session was ended', async () => {
    const { browser } = await auth.signIn(await auth.createPerson());
    const tab = copyOf(browser);
    await auth.logout(browser);
    expect(codeOf(await auth.refresh(tab))).toBe('SESSION_ENDED');
    expect(tab.cookies.size).toBe(0);
  });

  it.each(['SUSPENDED', 'INVITED'])('is one whose user became %s meanwhile', async (status) => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    await auth.database.query('UPDATE system.users SET status = $2 WHERE id = $1', [
      person.id,
      status,
    ]);
    const answer = await auth.refresh(browser);
    expect(codeOf(answer)).toBe('SESSION_ENDED');
    expect(answer.extensions).toBeUndefined();
    expect((await auth.audited(person.tenant.id)).at(-1)).toEqual({
      action: 'refreshSession',
      outcome: 'SESSION_ENDED',
      target: `User:${person.id}`,
    });
  });

  it('is one whose user is gone', async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    await auth.database.query('DELETE FROM system.user_roles WHERE user_id = $1', [person.id]);
    await auth.database.query('DELETE FROM system.users WHERE id = $1', [person.id]);
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
  });

  it('is one whose tenant is suspended', async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
    await auth.database.query(
      `UPDATE platform_control.tenants SET status = 'SUSPENDED' WHERE id = $1`,
      [person.tenant.id],
    );
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
  });

  it.each([
    [
      'another secret',
      (tenant: string, session: string) => `${tenant}.${session}.${'A'.repeat(43)}`,
    ],
    [
      'no tenant that exists',
      (_tenant: string, session: string) => `${randomUUID()}.${session}.${'A'.repeat(43)}`,
    ],
    [
      'ids that are none',
      (_tenant: string, session: string) => `${'-'.repeat(36)}.${session}.${'A'.repeat(43)}`,
    ],
    ['nothing', () => ''],
    ['text of another form', () => 'a.b.c'],
  ])('is one with a forged token: %s', async (_what, forge) => {
    const person = await auth.createPerson();
    const { browser, session } = await auth.signIn(person);
    const [name] = browser.cookies.keys();
    browser.cookies.set(String(name), forge(person.tenant.id, session.id));
    const answer = await auth.refresh(browser);
    expect(codeOf(answer)).toBe('SESSION_ENDED');
    expect(await auth.emitted(person.tenant.id)).toEqual([]);
  });
});
