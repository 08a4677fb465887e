import { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillGaps } from './fill-gaps.ts';
import { BUCKET_MS, type MetricBucket } from './metric-point.ts';
import { type SeriesRange, seriesRange } from './series-range.ts';

const NOW = new Date('2026-03-10T12:34:56.789Z');
const at = (text: string) => new Date(text);
const begins = (range: SeriesRange) =>
  fillGaps('posts.created', range, []).map((point) => point.at.toISOString());

describe('seriesRange', () => {
  it.each([
    ['MINUTE', 60, '2026-03-10T11:35:00.000Z', '2026-03-10T12:34:00.000Z'],
    ['HOUR', 24, '2026-03-09T13:00:00.000Z', '2026-03-10T12:00:00.000Z'],
    ['DAY', 30, '2026-02-09T00:00:00.000Z', '2026-03-10T00:00:00.000Z'],
  ] as const)('ends now and goes back a usual time in %s', (bucket, count, first, last) => {
    const points = begins(seriesRange({ bucket }, NOW));
    expect([points.length, points[0], points.at(-1)]).toEqual([count, first, last]);
  });

  it('is of hours when nothing is said, and takes null for nothing said', () => {
    const nothing = seriesRange({}, NOW);
    expect(nothing.bucket).toBe('HOUR');
    expect(seriesRange({ from: null, to: null, bucket: null }, NOW)).toEqual(nothing);
  });

  it('leaves out the bucket that begins where the time ends', () => {
    const range = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-03T00:00:00Z') };
    expect(begins(seriesRange({ ...range, bucket: 'DAY' }, NOW))).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  it('takes whole the bucket in which the time begins, and that in which it ends', () => {
    const range = { from: at('2026-03-01T10:59:59.999Z'), to: at('2026-03-01T12:00:00.001Z') };
    expect(begins(seriesRange(range, NOW))).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T11:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
    ]);
  });

  it.each([
    [{ from: NOW, to: NOW }, 'to: must be later than from'],
    [{ from: at('2027-01-01T00:00:00Z') }, 'to: must be later than from'],
    [
      { from: at('2026-01-01T00:00:00Z'), bucket: 'MINUTE' },
      'from: gives 98675 points of a MINUTE, and at most 1500 are answered: ask for a shorter time, or a bucket of HOUR',
    ],
    [
      { from: at('0001-01-01T00:00:00Z'), to: at('9999-12-31T00:00:00Z'), bucket: 'DAY' },
      'from: gives 3652058 points of a DAY, and at most 1500 are answered: ask for a shorter time',
    ],
  ] as const)('refuses %j', (wanted, message) => {
    const refusal = new AppError('BAD_USER_INPUT', `Check your input. ${message}`);
    expect(() => seriesRange(wanted, NOW)).toThrow(refusal);
  });

  it('covers the time wanted without a gap, in at most 1,500 points or not at all', () => {
    const moment = fc.date({
      min: at('2020-01-01T00:00:00Z'),
      max: at('2030-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const bucket = fc.constantFrom<MetricBucket>('MINUTE', 'HOUR', 'DAY');
    const length = fc.integer({ min: 1, max: 1_499 });
    fc.assert(
      fc.property(moment, bucket, length, fc.integer({ min: 1 }), (from, unit, whole, part) => {
        const step = BUCKET_MS[unit];
        const to = new Date(from.getTime() + (whole - 1) * step + 1 + (part % step));
        const points = fillGaps('posts.created', seriesRange({ from, to, bucket: unit }, NOW), []);
        const [first, last] = [points[0]?.at.getTime() ?? 0, points.at(-1)?.at.getTime() ?? 0];
        expect(first).toBeLessThanOrEqual(from.getTime());
        expect(first + step).toBeGreaterThan(from.getTime());
        expect(last).toBeLessThan(to.getTime());
        expect(last + step).toBeGreaterThanOrEqual(to.getTime());
        expect(points.every((point, place) => point.at.getTime() === first + place * step)).toBe(
          true,
        );
      }),
    );
  });
});
