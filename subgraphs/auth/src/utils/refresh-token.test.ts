import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { firstRefreshToken } from './first-refresh-token.ts';
import { hashRefreshToken } from './hash-refresh-token.ts';
import { nextRefreshToken } from './next-refresh-token.ts';
import { readRefreshToken } from './read-refresh-token.ts';

const [tenantId, sessionId] = [randomUUID(), randomUUID()];
const key = randomBytes(32);

describe('a refresh token', () => {
  it('says whose it is, and so do its successors', () => {
    let token = firstRefreshToken(tenantId, sessionId);
    for (let turn = 0; turn < 3; turn++) {
      expect(readRefreshToken(token)).toEqual({ tenantId, sessionId });
      token = nextRefreshToken(key, token);
    }
  });

  it('is another one each time', () => {
    const tokens = Array.from({ length: 10 }, () => firstRefreshToken(tenantId, sessionId));
    expect(new Set(tokens).size).toBe(10);
  });

  it('has one successor, which takes the key to find', () => {
    const token = firstRefreshToken(tenantId, sessionId);
    const successor = nextRefreshToken(key, token);
    expect(nextRefreshToken(key, token)).toBe(successor);
    expect(successor).not.toBe(token);
    expect(nextRefreshToken(randomBytes(32), token)).not.toBe(successor);
  });

  it('leaves a hash that tells nothing of it', () => {
    const token = firstRefreshToken(tenantId, sessionId);
    expect(hashRefreshToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashRefreshToken(token)).toBe(hashRefreshToken(token));
    expect(hashRefreshToken(nextRefreshToken(key, token))).not.toBe(hashRefreshToken(token));
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['no secret', `${tenantId}.${sessionId}`],
    ['a short secret', `${tenantId}.${sessionId}.${'A'.repeat(42)}`],
    ['a long secret', `${tenantId}.${sessionId}.${'A'.repeat(44)}`],
    ['other characters', `${tenantId}.${sessionId}.${'+'.repeat(43)}`],
    ['a tenant that is none', `${'-'.repeat(36)}.${sessionId}.${'A'.repeat(43)}`],
    ['a session that is none', `${tenantId}.${'a'.repeat(36)}.${'A'.repeat(43)}`],
    ['a further part', `${tenantId}.${sessionId}.${'A'.repeat(43)}.x`],
    ['a line after it', `${tenantId}.${sessionId}.${'A'.repeat(43)}\n`],
  ])('is none of ours with %s', (_what, token) => {
    expect(readRefreshToken(token)).toBeNull();
  });
});
