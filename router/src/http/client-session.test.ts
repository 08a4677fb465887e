import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { clientSession } from './client-session.ts';

function request(headers: Record<string, string>): IncomingMessage {
  return { headers, socket: { remoteAddress: '10.0.0.1' } } as IncomingMessage;
}

describe('cookies', () => {
  it('lets only session cookies through, the first of each name', () => {
    const cookie =
      'gestas_refresh_abcdef=one; other=x; __Host-gestas_refresh_abcdef=a=b; gestas_refresh_abcdef=two; gestas_refresh_ab=short; gestas_refresh_x;y';
    expect(clientSession(request({ cookie }), false).cookies).toEqual({
      gestas_refresh_abcdef: 'one',
      '__Host-gestas_refresh_abcdef': 'a=b',
    });
  });

  it.each([
    [`gestas_refresh_${'x'.repeat(23)}`],
    ['xgestas_refresh_abcdef'],
    ['gestas_refresh_abc.ef'],
    ['__proto__'],
  ])('keeps %s out', (name) => {
    expect(clientSession(request({ cookie: `${name}=1` }), false).cookies).toEqual({});
  });
});

describe('the address', () => {
  it('is the connection’s, unless a trusted proxy names another', () => {
    const forged = request({ 'x-forwarded-for': '6.6.6.6, 192.0.2.7' });
    expect(clientSession(forged, false).address).toBe('10.0.0.1');
    expect(clientSession(forged, true).address).toBe('192.0.2.7');
    expect(clientSession(request({}), true).address).toBe('10.0.0.1');
  });
});

describe('the session hint', () => {
  it.each([
    ['abc_DEF-123', 'abc_DEF-123'],
    ['a b', null],
    ['', null],
    ['x'.repeat(65), null],
  ])('%s → %s', (hint, expected) => {
    expect(clientSession(request({ 'x-session': hint }), false).sessionHint).toBe(expected);
  });
});
