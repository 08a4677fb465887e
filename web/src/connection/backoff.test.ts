import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from './backoff.ts';

describe('backoff', () => {
  const limits = { base: 250, cap: 10_000 };

  it('doubles its ceiling with each attempt', () => {
    const ceilings = [0, 1, 2, 3].map((attempt) => backoff(attempt, limits, () => 1));
    expect(ceilings).toEqual([250, 500, 1000, 2000]);
  });

  it('stays between zero and the cap however often it is asked', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, chance) => {
          const wait = backoff(attempt, limits, () => chance);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(limits.cap);
        },
      ),
    );
  });

  it('spreads over the whole range', () => {
    expect(backoff(3, limits, () => 0)).toBe(0);
    expect(backoff(3, limits, () => 0.5)).toBe(1000);
  });
});
