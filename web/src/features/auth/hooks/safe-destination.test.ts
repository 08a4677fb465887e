import { describe, expect, it } from '@jest/globals';
import { safeDestination } from './safe-destination.ts';

describe('safeDestination', () => {
  it('goes to a path of this client', () => {
    expect(safeDestination('/posts?search=sol')).toBe('/posts?search=sol');
  });

  it.each([
    null,
    '',
    'https://elsewhere.test',
    '//elsewhere.test',
    '/\\elsewhere.test',
    '/a\tb',
    '/sign-in',
  ])('goes to the dashboard for %j', (next) => {
    expect(safeDestination(next)).toBe('/');
  });
});
