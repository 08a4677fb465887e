import type { Database } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { MetricPoint } from '../models/metric-point.ts';
import type { MetricRepository } from './metric-repository.ts';

type Client = Prisma.TransactionClient;

/** Metrics in PostgreSQL, through Prisma. */
export function createPrismaMetricRepository(database: Database<Client>): MetricRepository {
  return {
    series: ({ name, bucket, from, to }) =>
      database.run(({ metricPoint }) =>
        metricPoint.findMany({
          select: { name: true, at: true, value: true },
          where: { tenantId: database.tenantId, name, bucket, at: { gte: from, lt: to } },
          orderBy: { at: 'asc' },
        }),
      ),
    increment: (name, at) =>
      database.run((client) => increment(client, database.tenantId, name, at ?? null)),
  };
}

/** The rows are always taken in this order, minute first, so that writers wait for each other and never in a circle. */
async function increment(
  client: Client,
  tenantId: string,
  name: string,
  at: Date | null,
): Promise<MetricPoint> {
  const rows = await client.$queryRaw<(MetricPoint & { bucket: string })[]>`
    INSERT INTO analytics.metric_points AS points (tenant_id, name, bucket, at, value)
    SELECT ${tenantId}::uuid, ${name}, bucket, date_trunc(bucket, coalesce(${at}::timestamptz, now()), 'UTC'), 1
    FROM (VALUES ('MINUTE'), ('HOUR'), ('DAY')) AS buckets (bucket)
    ON CONFLICT (tenant_id, name, bucket, at) DO UPDATE SET value = points.value + 1
    RETURNING name, bucket, at, value`;
  const minute = rows.find(({ bucket }) => bucket === 'MINUTE');
  if (!minute) throw new Error('the minute was not written');
  return { name: minute.name, at: minute.at, value: minute.value };
}
