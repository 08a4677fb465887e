import type { WriteContext } from '../../context.ts';

/** Counts one occurrence, at `at` or now, and announces `metric:recorded`; part of the transaction it is given. */
export async function recordMetric(tx: WriteContext, name: string, at?: Date): Promise<void> {
  const minute = await tx.metrics.increment(name, at);
  await tx.events.emit('metric:recorded', { ...minute, at: minute.at.toISOString() });
}
