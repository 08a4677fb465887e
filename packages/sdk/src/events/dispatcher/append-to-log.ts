import type pg from 'pg';
import type { EventEnvelope, EventLog } from '../event-log.ts';
import { readLastPosition, readOutboxAfter } from '../postgres/outbox.ts';

const BATCH = 500;

/**
 * Makes the log hold everything the tenant's outbox holds, of the newest `retain` events: first what was just given its
 * position, and when the log answers that it expects older ones (another dispatcher died with them, or the log was
 * flushed), those, from the outbox. Ends when the log is complete.
 */
export async function appendToLog(
  pool: pg.Pool,
  log: EventLog,
  tenantId: string,
  fresh: readonly EventEnvelope[],
  retain: number,
): Promise<void> {
  let expected = fresh.length > 0 ? await log.append(tenantId, fresh) : undefined;
  const last = fresh.at(-1)?.position ?? (await readLastPosition(pool, tenantId));
  expected ??= (await log.lastPosition(tenantId)) + 1;
  while (expected <= last) {
    const from = expected === 1 ? Math.max(1, last - retain + 1) : expected;
    const events = await readOutboxAfter(pool, tenantId, from - 1, BATCH);
    if (events.length === 0) return;
    // What lies between the log and the oldest event kept is gone: the log may go on there, if it is where it was.
    expected = await log.append(tenantId, events, { after: expected - 1 });
  }
}
