import { AppError } from '@gestas/sdk';
import { BUCKET_MS, type MetricBucket } from './metric-point.ts';

/** More points than a screen is wide tell nothing, and every one is a row. */
const MOST_POINTS = 1_500;
/** Points before `to` where `from` is left out. */
const USUAL_POINTS = { MINUTE: 60, HOUR: 24, DAY: 30 } as const;
const COARSER = { MINUTE: 'HOUR', HOUR: 'DAY', DAY: null } as const;

/** What a client asks for; absent is chosen. */
type Wanted = {
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
  readonly bucket?: MetricBucket | null | undefined;
};

/** Buckets from the one that begins at `from` to the last one that begins before `to`. */
export type SeriesRange = {
  readonly bucket: MetricBucket;
  readonly from: Date;
  readonly to: Date;
};

/**
 * The buckets that overlap the time wanted.
 * @throws AppError BAD_USER_INPUT when it ends before it begins, or has more than 1,500 points.
 */
export function seriesRange(wanted: Wanted, now: Date): SeriesRange {
  const bucket = wanted.bucket ?? 'HOUR';
  const step = BUCKET_MS[bucket];
  const to = wanted.to ?? now;
  const begin = (
    wanted.from ?? new Date(to.getTime() - (USUAL_POINTS[bucket] - 1) * step)
  ).getTime();
  if (begin >= to.getTime()) throw refuse('to', 'must be later than from');
  const from = Math.floor(begin / step) * step;
  const count = Math.ceil((to.getTime() - from) / step);
  if (count > MOST_POINTS) throw refuse('from', tooMany(bucket, count));
  return { bucket, from: new Date(from), to };
}

function tooMany(bucket: MetricBucket, count: number): string {
  const coarser = COARSER[bucket];
  const advice = coarser ? `, or a bucket of ${coarser}` : '';
  return `gives ${count} points of a ${bucket}, and at most ${MOST_POINTS} are answered: ask for a shorter time${advice}`;
}

function refuse(field: string, fault: string): AppError {
  return new AppError('BAD_USER_INPUT', `Check your input. ${field}: ${fault}`, {
    fields: { [field]: fault },
  });
}
