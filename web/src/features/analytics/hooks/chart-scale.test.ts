import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chartTop } from './chart-scale.ts';

describe('chartTop', () => {
  it.each([
    [0, 2],
    [1, 2],
    [3, 4],
    [5, 10],
    [11, 20],
    [21, 40],
    [41, 100],
    [1_234, 2_000],
  ])('puts %s below %s', (highest, top) => {
    expect(chartTop(highest)).toBe(top);
  });

  it('leaves room for every height, not more than is needed, and has a whole half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (highest) => {
        const top = chartTop(highest);
        expect(top).toBeGreaterThanOrEqual(highest);
        expect(top).toBeLessThanOrEqual(Math.max(2, highest * 2.5));
        expect(Number.isInteger(top / 2)).toBe(true);
      }),
    );
  });
});
