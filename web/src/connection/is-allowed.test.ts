import { describe, expect, it } from '@jest/globals';
import { isAllowed } from './is-allowed.ts';

describe('isAllowed', () => {
  it.each([
    ['cms:post:read', 'cms:post:read', true],
    ['cms:*', 'cms:post:read', true],
    ['*', 'system:user:create', true],
    ['cms:*:read', 'cms:post:read', true],
    ['cms:*:read', 'cms:post:update', false],
    ['cms:post', 'cms:post:read', false],
    ['cms:post:read:own', 'cms:post:read', false],
    ['cm:*', 'cms:post:read', false],
    ['cms:post:*', 'cms:post', false],
    ['', 'cms:post:read', false],
  ])('%s covers %s: %s', (granted, needed, answer) => {
    expect(isAllowed([granted], needed)).toBe(answer);
  });

  it('needs one of several, and nothing grants nothing', () => {
    expect(isAllowed(['system:user:read', 'cms:*'], 'cms:post:delete')).toBe(true);
    expect(isAllowed([], 'cms:post:read')).toBe(false);
  });
});
