import type pg from 'pg';
import type { AppendOptions, EventEnvelope } from '../event-log.ts';
import { inTransaction } from './create-pool.ts';
import { lockPositions } from './lock-positions.ts';
import { readLastPosition } from './outbox.ts';

/** The run of events that follows `last` without a gap, but for the one that `after` allows. */
function following(last: number, events: readonly EventEnvelope[], after: number | undefined) {
  const fresh = events.filter(({ position }) => position > last);
  const first = last === after ? (fresh[0]?.position ?? 0) : last + 1;
  const broken = fresh.findIndex(({ position }, index) => position !== first + index);
  return broken === -1 ? fresh : fresh.slice(0, broken);
}

/**
 * Makes outbox rows part of the log by giving them their positions. The dispatcher's events have theirs already, so that
 * this only answers what comes next. An event that is not in the outbox is a bug and throws.
 */
export async function appendToOutbox(
  pool: pg.Pool,
  tenantId: string,
  events: readonly EventEnvelope[],
  { after }: AppendOptions = {},
): Promise<number> {
  const known = await readLastPosition(pool, tenantId);
  if (following(known, events, after).length === 0) return known + 1;
  return inTransaction(pool, async (client) => {
    const last = await lockPositions(client, tenantId);
    const fresh = following(last, events, after);
    if (fresh.length === 0) return last + 1;
    const { rowCount } = await client.query(
      `update app.outbox o set position = f.position
       from unnest($2::uuid[], $3::bigint[]) as f (id, position)
       where o.id = f.id and o.tenant_id = $1 and (o.position is null or o.position = f.position)`,
      [tenantId, fresh.map(({ id }) => id), fresh.map(({ position }) => position)],
    );
    if (rowCount !== fresh.length) throw new Error('An appended event is not in the outbox');
    return saveLast(client, tenantId, fresh.at(-1)?.position ?? last);
  });
}

async function saveLast(client: pg.PoolClient, tenantId: string, last: number): Promise<number> {
  await client.query(
    'update platform_control.event_positions set last_position = $2 where tenant_id = $1',
    [tenantId, last],
  );
  return last + 1;
}
