import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthWorld,
  type Browser,
  cookiesOf,
  copyOf,
  newBrowser,
  startAuthWorld,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

async function signIn(browser: Browser = newBrowser()) {
  const person = await auth.createPerson();
  const { session } = await auth.signIn(person, browser);
  return { person, browser, sessionId: session.id };
}
const sessionOf = async (sessionId: string) =>
  (
    await auth.database.query<{ ended: boolean; end_reason: string | null }>(
      'SELECT ended_at IS NOT NULL AS ended, end_reason FROM auth.sessions WHERE id = $1',
      [sessionId],
    )
  )[0];
const denied = (sessionId: string) =>
  auth.database.query('SELECT 1 FROM platform_control.key_values WHERE key = $1', [
    `auth:deny:sid:${sessionId}`,
  ]);

describe('logout', () => {
  it('ends the session of the cookie, everywhere, and takes the cookie back', async () => {
    const { person, browser, sessionId } = await signIn();
    const answer = await auth.logout(browser);
    expect(answer.data).toEqual({ logout: { ok: true } });
    expect(cookiesOf(answer)).toEqual([
      {
        name: `gestas_refresh_${sessionId.replaceAll('-', '').slice(0, 16)}`,
        value: '',
        maxAgeSeconds: 0,
      },
    ]);
    expect(await sessionOf(sessionId)).toEqual({ ended: true, end_reason: 'LOGOUT' });
    expect(await denied(sessionId)).toHaveLength(1);
    expect(await auth.emitted(person.tenant.id)).toEqual([
      { name: 'session:revoked', data: { sessionId, userId: person.id, reason: 'LOGOUT' } },
    ]);
    expect((await auth.audited(person.tenant.id)).at(-1)).toEqual({
      action: 'logout',
      outcome: 'OK',
      target: `Session:${sessionId}`,
    });
  });

  it('ends the session of the access token where there is no cookie', async () => {
    const { person, sessionId } = await signIn();
    const viewer = { tenantId: person.tenant.id, userId: person.id, sessionId };
    const answer = await auth.logout(newBrowser(), viewer);
    expect(answer.data).toEqual({ logout: { ok: true } });
    expect(await sessionOf(sessionId)).toEqual({ ended: true, end_reason: 'LOGOUT' });
    expect(await denied(sessionId)).toHaveLength(1);
    expect(cookiesOf(answer)).toHaveLength(1);
  });

  it('leaves the other session of the browser open', async () => {
    const browser = newBrowser();
    const first = await signIn(browser);
    const second = await signIn(browser);
    await auth.logout(browser);
    expect(await sessionOf(second.sessionId)).toMatchObject({ ended: true });
    expect(await sessionOf(first.sessionId)).toMatchObject({ ended: false });
    browser.sessionHint = first.sessionId;
    expect((await auth.refresh(browser)).errors).toBeUndefined();
  });

  it('is content when there is nothing to end, and twice', async () => {
    expect((await auth.logout(newBrowser())).data).toEqual({ logout: { ok: true } });
    const { person, browser } = await signIn();
    const tab = copyOf(browser);
    await auth.logout(browser);
    const again = await auth.logout(tab);
    expect(again.data).toEqual({ logout: { ok: true } });
    expect(tab.cookies.size).toBe(0);
    expect(await auth.emitted(person.tenant.id)).toHaveLength(1);
  });

  it('works for a user who was suspended meanwhile', async () => {
    const { person, browser, sessionId } = await signIn();
    await auth.database.query(`UPDATE system.users SET status = 'SUSPENDED' WHERE id = $1`, [
      person.id,
    ]);
    expect((await auth.logout(browser)).data).toEqual({ logout: { ok: true } });
    expect(await sessionOf(sessionId)).toMatchObject({ ended: true });
  });

  it('ends nobody else by a forged cookie', async () => {
    const { sessionId, browser } = await signIn();
    const [name] = browser.cookies.keys();
    browser.cookies.set(String(name), `${randomUUID()}.${sessionId}.${'A'.repeat(43)}`);
    expect((await auth.logout(browser)).data).toEqual({ logout: { ok: true } });
    expect(await sessionOf(sessionId)).toMatchObject({ ended: false });
    expect(await denied(sessionId)).toEqual([]);
  });
});
