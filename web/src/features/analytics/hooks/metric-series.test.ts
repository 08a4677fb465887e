import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BUCKET_MS,
  type Bucket,
  mergeLiveMinutes,
  seriesUpTo,
  snapshotStarts,
  sumBetween,
} from './metric-series.ts';

const NOW = Date.parse('2026-03-10T12:34:56.789Z');

/** What the server would answer: occurrences counted into buckets from `from` up to `to`, without gaps. */
function count(occurrences: readonly number[], bucket: Bucket, from: number, to: number) {
  const step = BUCKET_MS[bucket];
  const size = Math.floor(to / step) - from / step + 1;
  return Array.from({ length: size }, (_, place) => {
    const at = from + place * step;
    const value = occurrences.filter((moment) => moment >= at && moment < at + step).length;
    return { at: new Date(at).toISOString(), value };
  });
}

/** What events tell of these occurrences: each minute with the value it has when all are counted. */
function eventsOf(arrived: readonly number[], all: readonly number[]) {
  const minutes = arrived.map((moment) => Math.floor(moment / 60_000) * 60_000);
  return new Map(minutes.map((at) => [at, count(all, 'MINUTE', at, at)[0]?.value ?? 0]));
}

function snapshotOf(occurrences: readonly number[], now: number) {
  const { minutesFrom, hoursFrom, daysFrom } = snapshotStarts(now);
  return {
    minutes: count(occurrences, 'MINUTE', Date.parse(minutesFrom), now),
    hours: count(occurrences, 'HOUR', Date.parse(hoursFrom), now),
    days: count(occurrences, 'DAY', Date.parse(daysFrom), now),
  };
}

describe('snapshotStarts', () => {
  it('begins minutes with an hour and hours with a day', () => {
    expect(snapshotStarts(NOW)).toEqual({
      minutesFrom: '2026-03-10T11:00:00.000Z',
      hoursFrom: '2026-03-08T00:00:00.000Z',
      daysFrom: '2026-02-09T00:00:00.000Z',
    });
  });
});

describe('mergeLiveMinutes', () => {
  it('counts what came after the snapshot once in every series, whatever events are told twice', () => {
    const before = fc.array(fc.integer({ min: NOW - 40 * BUCKET_MS.DAY, max: NOW }));
    const after = fc.array(fc.integer({ min: 0, max: 3 * BUCKET_MS.HOUR }));
    fc.assert(
      fc.property(before, after, fc.boolean(), (earlier, later, isSeenTwice) => {
        const arrived = later.map((delay) => NOW + delay).sort((one, other) => one - other);
        const all = [...earlier, ...arrived];
        const live = eventsOf(isSeenTwice ? [...arrived, ...arrived] : arrived, all);
        const end = arrived.at(-1) ?? NOW;
        const merged = mergeLiveMinutes(snapshotOf(earlier, NOW), live);
        for (const [bucket, length] of [
          ['MINUTE', 60],
          ['HOUR', 24],
          ['DAY', 30],
        ] as const) {
          const shown = seriesUpTo(merged[bucket], bucket, end, length);
          const expected = count(all, bucket, shown[0]?.at ?? 0, end);
          expect(shown.map(({ value }) => value)).toEqual(expected.map(({ value }) => value));
        }
      }),
    );
  });

  it('leaves out minutes older than those it read: their hour is whole already', () => {
    const old = NOW - 5 * BUCKET_MS.HOUR;
    const snapshot = snapshotOf([old], NOW);
    const merged = mergeLiveMinutes(snapshot, new Map([[old - (old % 60_000), 1]]));
    expect(sumBetween(merged.HOUR, old - BUCKET_MS.HOUR, NOW)).toBe(1);
  });
});

describe('seriesUpTo', () => {
  it('reaches to a bucket that the server has and the clock here has not come to', () => {
    const ahead = Math.floor(NOW / 60_000) * 60_000 + 120_000;
    expect(seriesUpTo(new Map([[ahead, 4]]), 'MINUTE', NOW, 2)).toEqual([
      { at: ahead - 60_000, value: 0 },
      { at: ahead, value: 4 },
    ]);
  });
});

describe('sumBetween', () => {
  it('takes the beginning along and leaves the end out', () => {
    const values = new Map([
      [1, 10],
      [2, 20],
      [3, 40],
    ]);
    expect(sumBetween(values, 1, 3)).toBe(30);
  });
});
