import type { EventEnvelope } from '@gestas/sdk';
import type { WriteContext } from '../context.ts';
import { recordMetric } from '../services/commands/record-metric.ts';
import { metricName } from '../utils/metric-name.ts';

/** On every event: counts it, in the buckets of the time it occurred. */
export async function countEvent(tx: WriteContext, event: EventEnvelope): Promise<void> {
  await recordMetric(tx, metricName(event.name), new Date(event.occurredAt));
}
