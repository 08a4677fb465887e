import { parseInput, requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import { fillGaps } from '../../models/fill-gaps.ts';
import { MetricArguments } from '../../models/metric-input.ts';
import type { MetricSeries } from '../../models/metric-point.ts';
import { seriesRange } from '../../models/series-range.ts';

/** A metric over time. A name under which nothing was ever counted has a series of zeros. */
export async function metric(ctx: QueryContext, input: unknown): Promise<MetricSeries> {
  requirePermission(ctx, 'analytics:metric:read');
  const { name, ...wanted } = parseInput(MetricArguments, input);
  const range = seriesRange(wanted, ctx.now());
  const points = fillGaps(name, range, await ctx.metrics.series({ name, ...range }));
  return { name, total: points.reduce((sum, { value }) => sum + value, 0), points };
}
