/** How long a bucket is, in milliseconds. UTC has no days of another length. */
export const BUCKET_MS = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 } as const;

/** What a series is made of: minutes, hours or days of UTC. */
export type MetricBucket = keyof typeof BUCKET_MS;

/** The value of a metric in the bucket that begins at `at`. */
export type MetricPoint = { readonly name: string; readonly at: Date; readonly value: number };

/** A metric over time, without gaps. */
export type MetricSeries = {
  readonly name: string;
  readonly total: number;
  readonly points: readonly MetricPoint[];
};
