import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthWorld,
  codeOf,
  cookiesOf,
  copyOf,
  newBrowser,
  setUsedBack,
  startAuthWorld,
  tokenOf,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

describe('refreshSession', () => {
  it('rotates: another token and cookie of the same session, established and written down', async () => {
    const person = await auth.createPerson();
    const { browser, session } = await auth.signIn(person);
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
    const { browser, session } = await auth.signIn(await auth.createPerson());
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
    const { browser } = await auth.signIn(person);
    await auth.database.query('UPDATE system.roles SET permissions = $2 WHERE id = $1', [
      person.roleId,
      ['cms:post:read'],
    ]);
    const { data } = await auth.refresh(browser);
    expect(data.refreshSession.permissions).toEqual(['cms:post:read']);
  });

  it('gives two tabs that come one after the other the same successor', async () => {
    const { browser: first } = await auth.signIn(await auth.createPerson());
    const second = copyOf(first);
    await auth.refresh(first);
    await auth.refresh(second);
    expect(tokenOf(second)).toBe(tokenOf(first));
    expect((await auth.refresh(second)).errors).toBeUndefined();
  });

  it('gives tabs that come at the very same time the same successor, stored once', async () => {
    const person = await auth.createPerson();
    const { browser } = await auth.signIn(person);
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
    const { browser } = await auth.signIn(person);
    const late = copyOf(browser);
    await auth.refresh(browser);
    await setUsedBack(auth, person.tenant.id, '10 s');
    expect((await auth.refresh(late)).errors).toBeUndefined();
    expect(tokenOf(late)).toBe(tokenOf(browser));
  });
});

describe('two sessions in one browser', () => {
  it('live side by side, each tab naming its own', async () => {
    const browser = newBrowser();
    const [one, two] = [await auth.createPerson(), await auth.createPerson()];
    const { session: first } = await auth.signIn(one, browser);
    const { session: second } = await auth.signIn(two, browser);
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
    const { browser } = await auth.signIn(await auth.createPerson());
    const { session: foreign } = await auth.signIn(await auth.createPerson());
    const before = new Map(browser.cookies);
    for (const hint of [null, '', foreign.id, randomUUID(), '../../etc/passwd', '__proto__']) {
      browser.sessionHint = hint;
      expect(codeOf(await auth.refresh(browser))).toBe('SESSION_ENDED');
    }
    expect(browser.cookies).toEqual(before);
  });

  it("refuses one session's cookie under the name of another", async () => {
    const { browser: mine, session } = await auth.signIn(await auth.createPerson());
    const { browser: other } = await auth.signIn(await auth.createPerson());
    const [name] = mine.cookies.keys();
    mine.cookies.set(String(name), String(tokenOf(other)));
    mine.sessionHint = session.id;
    expect(codeOf(await auth.refresh(mine))).toBe('SESSION_ENDED');
    expect((await auth.refresh(other)).errors).toBeUndefined();
  });
});
