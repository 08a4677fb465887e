import type pg from 'pg';
import type { EventEnvelope } from '../event-log.ts';
import { inTransaction } from '../postgres/create-pool.ts';
import { lockPositions } from '../postgres/lock-positions.ts';
import { OUTBOX_COLUMNS, type OutboxRecord, toEnvelope } from '../postgres/outbox.ts';

/** Numbers the tenant's committed rows that have no position, in the order of their insertion. */
const ASSIGN = `with fresh as (
    select id, row_number() over (order by created_seq) as place
    from app.outbox where tenant_id = $1 and position is null
    order by created_seq limit $3),
  o as (
    update app.outbox set position = $2 + fresh.place from fresh
    where outbox.id = fresh.id returning outbox.*),
  counted as (
    update platform_control.event_positions
    set last_position = $2 + (select count(*) from o) where tenant_id = $1)
  select ${OUTBOX_COLUMNS} from o order by o.position`;

/**
 * Gives the tenant's committed events that have none their positions, at most `limit` of them, and returns these events.
 * Alone under the lock of the tenant's count: positions have no gaps and no doubles however many dispatchers there are.
 * They begin above `floor`, where the log is: a database restored from a backup must not give positions a second time.
 */
export function assignPositions(
  pool: pg.Pool,
  tenantId: string,
  limit: number,
  floor: number,
): Promise<readonly EventEnvelope[]> {
  return inTransaction(pool, async (client) => {
    const last = Math.max(floor, await lockPositions(client, tenantId));
    const { rows } = await client.query<OutboxRecord>(ASSIGN, [tenantId, last, limit]);
    return rows.map(toEnvelope);
  });
}
