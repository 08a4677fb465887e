import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthWorld,
  type Browser,
  cookiesOf,
  newBrowser,
  PASSWORD,
  type Person,
  startAuthWorld,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

async function signIn(person: Person, browser: Browser = newBrowser()) {
  const input = { tenant: person.tenant.slug, email: person.email, password: PASSWORD };
  const { data } = await auth.login(browser, input);
  browser.sessionHint = data.login.id;
  return { browser, session: data.login };
}

/** The same cookies in another tab: what one tab is answered, the other doesn't have yet. */
const copyOf = ({ cookies, sessionHint }: Browser): Browser => ({
  cookies: new Map(cookies),
  sessionHint,
});
const codeOf = (answer: Awaited<ReturnType<AuthWorld['refresh']>>) =>
  answer.errors?.[0]?.extensions?.code;
const tokenOf = ({ cookies }: Browser) => [...cookies.values()][0];
const setUsedBack = (tenantId: string, interval: string) =>
  auth.database.query(
    `UPDATE auth.refresh_tokens SET used_at = used_at - $2::interval WHERE tenant_id = $1`,
    [tenantId, interval],
  );
const isDenied = async (sessionId: string) =>
  (
    await auth.database.query(
      `SELECT 1 FROM platform_control.key_values
       WHERE key = $1 AND expires_at BETWEEN now() + interval '10 minutes' AND now() + interval '11 minutes'`,
      [`auth:deny:sid:${sessionId}`],
    )
  ).length === 1;

describe('refreshSession', () => {
  it('rotates: another token and cookie of the same session, established and written down', async () => {
    const person = await auth.createPerson();
    const { browser, session } = await signIn(person);
    const before = tokenOf(browser);
    const answer = await auth.refresh(browser);
    expect(answer.errors).toBeUndefined();
    const { refreshSession: renewed } = answer.data;
    expect(renewed).toMatchObject({
      id: session.id,
      viewer: { id: person.id },
      permissions: ['cms:*'],
    });
    expect(renewed.accessToken).not.toBe(session.accessToken);
    expect(answer.extensions?.gestas).toMatchObject({
      session: { accessToken: renewed.accessToken },
    });
    expect(cookiesOf(answer)).toHaveLength(1);
    expect(tokenOf(browser)).not.toBe(before);
    expect((await auth.audited(person.tenant.id)).at(-1)).toEqual({
      action: 'refreshSession',
      outcome: 'OK',
      target: `Session:${session.id}`,
    });
  });

  it('goes on for many turns, and a refresh does not lengthen the session', async () => {
    const { browser, session } = await signIn(await auth.createPerson());
    const tokens = new Set([tokenOf(browser)]);
    let maxAge = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 5; turn++) {
      const answer = await auth.refresh(browser);
      expect(answer.data.refreshSession.id).toBe(session.id);
      tokens.add(tokenOf(browser));
      const next = cookiesOf(answer)[0]?.maxAgeSeconds ?? Number.NaN;
      expect(next).toBeLessThanOrEqual(maxAge);
      maxAge = next;
    }
    expect(tokens.size).toBe(6);
  });

  it('gives the rights the user has by now', async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
    await auth.database.query('UPDATE system.roles SET permissions = $2 WHERE id = $1', [
      person.roleId,
      ['cms:post:read'],
    ]);
    const { data } = await auth.refresh(browser);
    expect(data.refreshSession.permissions).toEqual(['cms:post:read']);
  });

  it('gives two tabs that come one after the other the same successor', async () => {
    const { browser: first } = await signIn(await auth.createPerson());
    const second = copyOf(first);
    await auth.refresh(first);
    await auth.refresh(second);
    expect(tokenOf(second)).toBe(tokenOf(first));
    expect((await auth.refresh(second)).errors).toBeUndefined();
  });

  it('gives tabs that come at the very same time the same successor, stored once', async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
    const tabs = Array.from({ length: 8 }, () => copyOf(browser));
    const answers = await Promise.all(tabs.map((tab) => auth.refresh(tab)));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    expect(new Set(tabs.map(tokenOf)).size).toBe(1);
    const rows = await auth.database.query(
      'SELECT 1 FROM auth.refresh_tokens WHERE tenant_id = $1',
      [person.tenant.id],
    );
    expect(rows).toHaveLength(2);
  });

  it('still answers at the end of the grace', async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
    const late = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(person.tenant.id, '10 s');
    expect((await auth.refresh(late)).errors).toBeUndefined();
    expect(tokenOf(late)).toBe(tokenOf(browser));
  });
});

describe('a refresh token used again after the grace', () => {
  it('ends the whole family: the thief, the owner and the routers all hear of it', async () => {
    const person = await auth.createPerson();
    const { browser, session } = await signIn(person);
    const thief = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(person.tenant.id, '21 s');

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
    const { browser } = await signIn(person);
    const thieves = Array.from({ length: 4 }, () => copyOf(browser));
    await auth.refresh(browser);
    await setUsedBack(person.tenant.id, '1 minute');
    const answers = await Promise.all(thieves.map((thief) => auth.refresh(thief)));
    expect(answers.map(codeOf)).toEqual(Array(4).fill('SESSION_ENDED'));
    expect(await auth.emitted(person.tenant.id)).toHaveLength(1);
  });

  it("leaves the user's other sessions alone", async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
    const { browser: other } = await signIn(person);
    const thief = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(person.tenant.id, '1 minute');
    await auth.refresh(thief);
    expect((await auth.refresh(other)).errors).toBeUndefined();
  });
});

describe('two sessions in one browser', () => {
  it('live side by side, each tab naming its own', async () => {
    const browser = newBrowser();
    const [one, two] = [await auth.createPerson(), await auth.createPerson()];
    const { session: first } = await signIn(one, browser);
    const { session: second } = await signIn(two, browser);
    expect(browser.cookies.size).toBe(2);
    for (const [person, session] of [
      [one, first],
      [two, second],
      [one, first],
    ] as const) {
      browser.sessionHint = session.id;
      const { data } = await auth.refresh(browser);
      expect(data.refreshSession).toMatchObject({ id: session.id, viewer: { id: person.id } });
    }
    expect(browser.cookies.size).toBe(2);
  });

  it('refuses a tab that names none, or one the browser does not hold', async () => {
    const { browser } = await signIn(await auth.createPerson());
    const { session: foreign } = await signIn(await auth.createPerson());
    const before = new Map(browser.cookies);
    for (const hint of [null, '', foreign.id, randomUUID(), '../../etc/passwd', '__proto__']) {
      browser.sessionHint = hint;
      expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
    }
    expect(browser.cookies).toEqual(before);
  });

  it("refuses one session's cookie under the name of another", async () => {
    const { browser: mine, session } = await signIn(await auth.createPerson());
    const { browser: other } = await signIn(await auth.createPerson());
    const [name] = mine.cookies.keys();
    mine.cookies.set(String(name), String(tokenOf(other)));
    mine.sessionHint = session.id;
    expect(codeOf(await auth.refresh(mine))).toBe('SESSION_ENDED');
    expect((await auth.refresh(other)).errors).toBeUndefined();
  });
});

describe('a refresh that must fail', () => {
  it('is one whose session has run out', async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
    await auth.database.query(
      `UPDATE auth.sessions SET expires_at = now() - interval '1 s' WHERE tenant_id = $1`,
      [person.tenant.id],
    );
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
    expect(browser.cookies.size).toBe(0);
  });

  it('is one whose session was ended', async () => {
    const { browser } = await signIn(await auth.createPerson());
    const tab = copyOf(browser);
    await auth.logout(browser);
    expect(codeOf(await auth.refresh(tab))).toBe('SESSION_ENDED');
    expect(tab.cookies.size).toBe(0);
  });

  it.each(['SUSPENDED', 'INVITED'])('is one whose user became %s meanwhile', async (status) => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
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
    const { browser } = await signIn(person);
    await auth.database.query('DELETE FROM system.user_roles WHERE user_id = $1', [person.id]);
    await auth.database.query('DELETE FROM system.users WHERE id = $1', [person.id]);
    expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
  });

  it('is one whose tenant is suspended', async () => {
    const person = await auth.createPerson();
    const { browser } = await signIn(person);
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
    const { browser, session } = await signIn(person);
    const [name] = browser.cookies.keys();
    browser.cookies.set(String(name), forge(person.tenant.id, session.id));
    const answer = await auth.refresh(browser);
    expect(codeOf(answer)).toBe('SESSION_ENDED');
    expect(await auth.emitted(person.tenant.id)).toEqual([]);
  });
});
