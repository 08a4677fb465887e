import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cookieName } from './cookie-name.ts';
import { firstRefreshToken } from './first-refresh-token.ts';
import { presentedToken } from './presented-token.ts';

const [tenantId, sessionId, otherId] = [randomUUID(), randomUUID(), randomUUID()];
const value = firstRefreshToken(tenantId, sessionId);
const session = (cookies: Record<string, string>, sessionHint: string | null = sessionId) => ({
  cookies,
  sessionHint,
  address: '203.0.113.7',
  userAgent: '',
});

describe('cookieName', () => {
  it('carries the short id of the session, and pins itself to the host where it is secure', () => {
    const id = '01234567-89ab-4cde-8f01-23456789abcd';
    expect(cookieName(id, false)).toBe('gestas_refresh_0123456789ab4cde');
    expect(cookieName(id, true)).toBe('__Host-gestas_refresh_0123456789ab4cde');
  });
});

describe('presentedToken', () => {
  it.each([true, false])('is the one of the session that the tab names (secure: %s)', (secure) => {
    const cookies = {
      [cookieName(otherId, secure)]: firstRefreshToken(tenantId, otherId),
      [cookieName(sessionId, secure)]: value,
    };
    expect(presentedToken(session(cookies), secure)).toEqual({ value, tenantId, sessionId });
  });

  it.each([
    ['there is no browser', null],
    ['the tab names no session', session({ [cookieName(sessionId, true)]: value }, null)],
    ['the tab names another session', session({ [cookieName(sessionId, true)]: value }, otherId)],
    ['the browser has no such cookie', session({})],
    ['the cookie is not the secure one', session({ [cookieName(sessionId, false)]: value })],
    ["it is another session's", session({ [cookieName(otherId, true)]: value }, otherId)],
    ['it is no token', session({ [cookieName(sessionId, true)]: 'x' })],
    [
      'the tab names something else',
      session({ [cookieName(sessionId, true)]: value }, '__proto__'),
    ],
  ])('is none when %s', (_when, given) => {
    expect(presentedToken(given, true)).toBeNull();
  });
});
