import type { MetricBucket, MetricPoint } from '../models/metric-point.ts';

/** Buckets of a metric that begin at or after `from` and before `to`. */
export type SeriesKey = {
  readonly name: string;
  readonly bucket: MetricBucket;
  readonly from: Date;
  readonly to: Date;
};

/** Reads metrics of the bound tenant. */
export interface MetricReader {
  /** Buckets in which something happened, oldest first. */
  series(key: SeriesKey): Promise<readonly MetricPoint[]>;
}

/** Writes metrics of the bound tenant. */
export interface MetricRepository extends MetricReader {
  /**
   * Adds one to the minute, the hour and the day of `at` (now when left out); writers at the same time add up.
   * @returns the minute, with its new value.
   */
  increment(name: string, at?: Date): Promise<MetricPoint>;
}
