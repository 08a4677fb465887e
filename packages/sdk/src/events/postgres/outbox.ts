import type pg from 'pg';
import type { EventEnvelope } from '../event-log.ts';

/** A row of `app.outbox` as the driver gives it: bigint as text. */
export type OutboxRecord = {
  id: string;
  tenant_id: string;
  position: string;
  name: string;
  occurred_at: Date;
  actor_id: string | null;
  traceparent: string | null;
  data: Record<string, unknown>;
};

/** The columns of `OutboxRecord`, of a table called `o` in the statement. */
export const OUTBOX_COLUMNS =
  'o.id, o.tenant_id, o.position, o.name, o.occurred_at, o.actor_id, o.traceparent, o.data';

/** The envelope of a positioned outbox row. */
export function toEnvelope(row: OutboxRecord): EventEnvelope {
  return {
    id: row.id,
    position: Number(row.position),
    name: row.name,
    tenantId: row.tenant_id,
    occurredAt: row.occurred_at.toISOString(),
    actorId: row.actor_id,
    traceparent: row.traceparent,
    data: row.data,
  };
}

/** The tenant's positioned events after `position`, oldest first. */
export async function readOutboxAfter(
  db: pg.Pool | pg.PoolClient,
  tenantId: string,
  position: number,
  limit: number,
): Promise<readonly EventEnvelope[]> {
  const { rows } = await db.query<OutboxRecord>(
    `select ${OUTBOX_COLUMNS} from app.outbox o
     where o.tenant_id = $1 and o.position > $2 order by o.position limit $3`,
    [tenantId, position, limit],
  );
  return rows.map(toEnvelope);
}

/** The tenant's last position, 0 before its first event. */
export async function readLastPosition(db: pg.Pool | pg.PoolClient, tenantId: string) {
  const { rows } = await db.query<{ last_position: string }>(
    'select last_position from platform_control.event_positions where tenant_id = $1',
    [tenantId],
  );
  return Number(rows[0]?.last_position ?? 0);
}
