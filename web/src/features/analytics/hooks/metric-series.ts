/** How long a bucket is, in milliseconds. */
export const BUCKET_MS = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 } as const;

/** What a series is made of: minutes, hours or days of UTC. */
export type Bucket = keyof typeof BUCKET_MS;

/** A point as it travels: `at` is ISO 8601. */
type Point = { readonly at: string; readonly value: number };

/** What was read of one metric at once. Minutes begin with an hour, hours with a day of UTC; all reach up to now. */
export type MetricSnapshot = Readonly<Record<'minutes' | 'hours' | 'days', readonly Point[]>>;

/** Values by the beginning of their bucket, in milliseconds since the epoch. */
export type Values = ReadonlyMap<number, number>;

/** One bar of a chart. */
export type SeriesPoint = { readonly at: number; readonly value: number };

/** Where each part of a snapshot has to begin, so that the finer one sums up to whole buckets of the coarser. */
export function snapshotStarts(now: number) {
  const hour = floorTo(now, BUCKET_MS.HOUR);
  const day = floorTo(now, BUCKET_MS.DAY);
  return {
    minutesFrom: new Date(hour - BUCKET_MS.HOUR).toISOString(),
    hoursFrom: new Date(day - 2 * BUCKET_MS.DAY).toISOString(),
    daysFrom: new Date(day - 29 * BUCKET_MS.DAY).toISOString(),
  };
}

/**
 * Brings a snapshot up to the minutes that events told since. A minute only grows, so the greater value is the newer; the
 * hours and days that are covered by finer values are summed from them, so that nothing is counted twice or missed.
 */
export function mergeLiveMinutes(
  snapshot: MetricSnapshot,
  live: Values,
): Readonly<Record<Bucket, Values>> {
  const minutes = new Map(toValues(snapshot.minutes));
  const first = firstOf(snapshot.minutes);
  for (const [at, value] of live) {
    if (at >= first) minutes.set(at, Math.max(value, minutes.get(at) ?? 0));
  }
  const hours = new Map([...toValues(snapshot.hours), ...sumUp(minutes, BUCKET_MS.HOUR)]);
  const known = [...hours].filter(([at]) => at >= firstOf(snapshot.hours));
  const days = new Map([...toValues(snapshot.days), ...sumUp(known, BUCKET_MS.DAY)]);
  return { MINUTE: minutes, HOUR: hours, DAY: days };
}

/** The last `count` buckets up to the one that holds `now`, oldest first, without gaps. */
export function seriesUpTo(
  values: Values,
  bucket: Bucket,
  now: number,
  count: number,
): readonly SeriesPoint[] {
  const step = BUCKET_MS[bucket];
  const last = Math.max(floorTo(now, step), ...values.keys());
  return Array.from({ length: count }, (_, place) => {
    const at = last - (count - 1 - place) * step;
    return { at, value: values.get(at) ?? 0 };
  });
}

/** The sum of the buckets that begin from `from` on and before `to`. */
export function sumBetween(values: Values, from: number, to: number): number {
  return [...values].reduce((sum, [at, value]) => (at >= from && at < to ? sum + value : sum), 0);
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

function firstOf(points: readonly Point[]): number {
  return points[0] ? Date.parse(points[0].at) : Number.NEGATIVE_INFINITY;
}

function toValues(points: readonly Point[]): Values {
  return new Map(points.map(({ at, value }) => [Date.parse(at), value]));
}

function sumUp(values: Iterable<readonly [number, number]>, step: number): Values {
  const sums = new Map<number, number>();
  for (const [at, value] of values) {
    const bucket = floorTo(at, step);
    sums.set(bucket, (sums.get(bucket) ?? 0) + value);
  }
  return sums;
}
