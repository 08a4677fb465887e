import { expect, it } from '@jest/globals';
import { fullJitter } from './full-jitter.ts';

const bounds = { baseMs: 100, maxMs: 5_000 };

it.each([
  [0, 0, 99],
  [1, 0, 199],
  [3, 0, 799],
  [6, 0, 4_999],
  [1_000, 0, 4_999],
])('waits before retry %p between %p and %p ms', (attempt, least, most) => {
  expect(fullJitter(attempt, bounds, () => 0)).toBe(least);
  expect(fullJitter(attempt, bounds, () => 0.999_999_999)).toBe(most);
  const wait = fullJitter(attempt, bounds);
  expect(wait).toBeGreaterThanOrEqual(least);
  expect(wait).toBeLessThanOrEqual(most);
});
