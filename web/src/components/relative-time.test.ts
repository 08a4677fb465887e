import { describe, expect, it } from '@jest/globals';
import { relativeTime } from './relative-time.ts';

describe('relativeTime', () => {
  const now = Date.UTC(2026, 0, 15);
  const minutes = (count: number) => now - count * 60_000;

  it.each([
    [0.5, 'en', 'now'],
    [0.8, 'en', '1 minute ago'],
    [3.9, 'en', '3 minutes ago'],
    [3, 'es', 'hace 3 minutos'],
    [61, 'en', '1 hour ago'],
    [60 * 24, 'es', 'ayer'],
    [60 * 24 * 8, 'en', 'last week'],
  ])('tells %s minutes ago in %s', (ago, language, words) => {
    expect(relativeTime(minutes(ago), now, language)).toBe(words);
  });

  it('tells times ahead', () => {
    expect(relativeTime(minutes(-120), now, 'en')).toBe('in 2 hours');
  });
});
