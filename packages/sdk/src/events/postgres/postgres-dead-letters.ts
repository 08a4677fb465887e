import type pg from 'pg';
import type { DeadLetter, EventEnvelope } from '../event-log.ts';
import type { Delivery } from '../group-store.ts';
import { OUTBOX_COLUMNS, type OutboxRecord, toEnvelope } from './outbox.ts';

const LETTER = 'consumer_group = $1 and tenant_id = $2 and event_id = $3';

/** Writes the letter and moves the group past the event in one statement; nothing happens once another member holds it. */
const BURY = `with moved as (
    update platform_control.consumer_offsets
    set position = $4, attempts = 0, next_attempt_at = null, last_error = null
    where consumer_group = $1 and tenant_id = $2 and position < $4
      and coalesce(claimed_by, $5) = $5
    returning tenant_id)
  insert into platform_control.dead_letters
    (consumer_group, tenant_id, event_id, position, attempts, reason)
  select $1, $2, $3, $4, $6, $7 from moved
  on conflict (consumer_group, tenant_id, event_id)
  do update set attempts = excluded.attempts, reason = excluded.reason, requeued_at = null`;

const BURY_AGAIN = `update platform_control.dead_letters
  set requeued_at = null, reason = $4 where ${LETTER} and requeued_at is not null`;

/** Moves an event to the dead letters; a requeued one goes back there. */
export async function buryInPostgres(
  pool: pg.Pool,
  { group, member }: { readonly group: string; readonly member: string },
  { event, attempt, requeued }: Delivery,
  reason: string,
): Promise<void> {
  const { tenantId, id, position } = event;
  await (requeued
    ? pool.query(BURY_AGAIN, [group, tenantId, id, reason])
    : pool.query(BURY, [group, tenantId, id, position, member, attempt, reason]));
}

/** The oldest letter given back to the group; its attempts are counted anew from the requeue. */
export async function takeRequeued(
  pool: pg.Pool,
  group: string,
  tenantId: string,
): Promise<Delivery | undefined> {
  const { rows } = await pool.query<OutboxRecord & { attempts: number }>(
    `update platform_control.dead_letters d set attempts = d.attempts + 1
     from app.outbox o
     where d.consumer_group = $1 and d.tenant_id = $2 and o.id = d.event_id
       and d.event_id = (select event_id from platform_control.dead_letters
         where consumer_group = $1 and tenant_id = $2 and requeued_at is not null
         order by position limit 1)
     returning d.attempts, ${OUTBOX_COLUMNS}`,
    [group, tenantId],
  );
  const row = rows[0];
  return row && { event: toEnvelope(row), attempt: row.attempts, requeued: true };
}

/** Forgets a requeued letter that was handled. */
export async function acknowledgeLetter(
  pool: pg.Pool,
  group: string,
  { tenantId, id }: EventEnvelope,
): Promise<void> {
  await pool.query(
    `delete from platform_control.dead_letters where ${LETTER} and requeued_at is not null`,
    [group, tenantId, id],
  );
}

/** The group's letters that nobody has given back, oldest event first. */
export async function listPostgresDeadLetters(
  pool: pg.Pool,
  group: string,
  tenantId: string,
): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query<OutboxRecord & { attempts: number; reason: string }>(
    `select d.attempts, d.reason, ${OUTBOX_COLUMNS}
     from platform_control.dead_letters d join app.outbox o on o.id = d.event_id
     where d.consumer_group = $1 and d.tenant_id = $2 and d.requeued_at is null
     order by d.position`,
    [group, tenantId],
  );
  return rows.map((row) => ({
    event: toEnvelope(row),
    attempts: row.attempts,
    reason: row.reason,
  }));
}

/** Gives a letter back to its group; false when there is none. */
export async function requeueInPostgres(
  pool: pg.Pool,
  group: string,
  tenantId: string,
  eventId: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update platform_control.dead_letters set requeued_at = clock_timestamp(), attempts = 0
     where ${LETTER} and requeued_at is null`,
    [group, tenantId, eventId],
  );
  return rowCount === 1;
}
