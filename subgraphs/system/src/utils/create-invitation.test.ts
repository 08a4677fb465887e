import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createInvitation } from './create-invitation.ts';

describe('createInvitation', () => {
  it('names the tenant, is hard to guess, lives a week, and only its hash is kept', () => {
    const { token, hash, expiresAt } = createInvitation('a-tenant', Date.UTC(2026, 0, 1));
    expect(token).toMatch(/^a-tenant\.[A-Za-z0-9_-]{43}$/);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(expiresAt).toEqual(new Date('2026-01-08T00:00:00Z'));
    expect(createInvitation('a-tenant').token).not.toBe(token);
  });
});
