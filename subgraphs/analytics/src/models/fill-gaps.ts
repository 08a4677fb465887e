import { BUCKET_MS, type MetricPoint } from './metric-point.ts';
import type { SeriesRange } from './series-range.ts';

/** One point for each bucket of a range, 0 where there is none: what a chart draws as it is. */
export function fillGaps(
  name: string,
  { bucket, from, to }: SeriesRange,
  points: readonly MetricPoint[],
): readonly MetricPoint[] {
  const values = new Map(points.map(({ at, value }) => [at.getTime(), value]));
  const step = BUCKET_MS[bucket];
  const count = Math.ceil((to.getTime() - from.getTime()) / step);
  return Array.from({ length: count }, (_, place) => {
    const at = from.getTime() + place * step;
    return { name, at: new Date(at), value: values.get(at) ?? 0 };
  });
}
