import type pg from 'pg';
import { EVERY_EVENT, type EventChoice } from '../event-choice.ts';
import type { Delivery, GroupStore, Next } from '../group-store.ts';
import { OUTBOX_COLUMNS, type OutboxRecord, toEnvelope } from './outbox.ts';
import { acknowledgeLetter, buryInPostgres, takeRequeued } from './postgres-dead-letters.ts';

/** Who consumes: one member of one group. */
export type PostgresMember = EventChoice & {
  readonly group: string;
  readonly member: string;
  readonly claimAfterMs: number;
};

/** The lease a member took on a tenant. */
type Claim = { position: number; failures: number; waitMs: number };

/**
 * A group's offsets in `platform_control.consumer_offsets`, one row per tenant, leased by `claimed_by` until
 * `claimed_until` of the database's clock. A claim that ran out with its event counts as a failed attempt.
 */
export function createPostgresGroupStore(pool: pg.Pool, self: PostgresMember): GroupStore {
  async function acknowledge({ event, requeued }: Delivery): Promise<void> {
    if (requeued) return acknowledgeLetter(pool, self.group, event);
    await pool.query(ACKNOWLEDGE, [self.group, event.tenantId, event.position]);
  }

  async function next(tenantId: string, handled: Delivery | undefined): Promise<Next> {
    if (handled) await acknowledge(handled);
    const claim = await claimTenant(pool, tenantId, self);
    if ('heldForMs' in claim) return { kind: 'later', inMs: claim.heldForMs };
    const letter = await takeRequeued(pool, self.group, tenantId);
    if (letter) return { kind: 'delivery', delivery: letter };
    if (claim.waitMs > 0) {
      await releaseTenant(pool, tenantId, self);
      return { kind: 'later', inMs: claim.waitMs };
    }
    return readNext(pool, tenantId, self, claim);
  }

  return {
    async tenants() {
      const { rows } = await pool.query<{ tenant_id: string }>(DUE, [self.group]);
      return rows.map((row) => row.tenant_id);
    },
    next,
    async retryLater({ event, attempt }, delayMs, reason) {
      const { group, member } = self;
      await pool.query(RETRY, [group, event.tenantId, member, attempt, delayMs, reason]);
    },
    bury: (delivery, reason) => buryInPostgres(pool, self, delivery, reason),
    async release(tenantId, handled) {
      if (handled) await acknowledge(handled);
      await releaseTenant(pool, tenantId, self);
    },
  };
}

const ROW = 'consumer_group = $1 and tenant_id = $2';

const ACKNOWLEDGE = `update platform_control.consumer_offsets
  set position = $3, attempts = 0, next_attempt_at = null, last_error = null
  where ${ROW} and position < $3`;

const RETRY = `update platform_control.consumer_offsets
  set claimed_by = null, claimed_until = null, attempts = $4, last_error = $6,
      next_attempt_at = clock_timestamp() + $5 * interval '1 millisecond'
  where ${ROW} and coalesce(claimed_by, $3) = $3`;

/** Tenants with news or a requeued letter which nobody holds and which do not wait for a retry. */
const DUE = `select p.tenant_id from platform_control.event_positions p
  left join platform_control.consumer_offsets c
    on c.consumer_group = $1 and c.tenant_id = p.tenant_id
  where (c.claimed_until is null or c.claimed_until < clock_timestamp())
    and ((p.last_position > coalesce(c.position, 0)
          and coalesce(c.next_attempt_at, clock_timestamp()) <= clock_timestamp())
      or exists (select from platform_control.dead_letters d
          where d.consumer_group = $1 and d.tenant_id = p.tenant_id and d.requeued_at is not null))`;

const CLAIM = `update platform_control.consumer_offsets
  set claimed_by = $3, claimed_until = clock_timestamp() + $4 * interval '1 millisecond',
      attempts = attempts + case when claimed_by <> $3 then 1 else 0 end
  where ${ROW} and (coalesce(claimed_by, $3) = $3 or claimed_until < clock_timestamp())
  returning position, attempts,
    extract(epoch from next_attempt_at - clock_timestamp()) * 1000 as wait_ms`;

const HELD = `select extract(epoch from claimed_until - clock_timestamp()) * 1000 as held_ms
  from platform_control.consumer_offsets where ${ROW}`;

async function claimTenant(
  pool: pg.Pool,
  tenantId: string,
  { group, member, claimAfterMs }: PostgresMember,
): Promise<Claim | { heldForMs: number }> {
  const { rows } = await pool.query(CLAIM, [group, tenantId, member, claimAfterMs]);
  const row = rows[0];
  if (row) {
    const { position, attempts, wait_ms: waitMs } = row;
    return { position: Number(position), failures: attempts, waitMs: Number(waitMs ?? 0) };
  }
  const held = await pool.query(HELD, [group, tenantId]);
  if (held.rows[0]) return { heldForMs: Math.max(1, Number(held.rows[0].held_ms ?? 0)) };
  await pool.query(
    `insert into platform_control.consumer_offsets (consumer_group, tenant_id) values ($1, $2)
     on conflict do nothing`,
    [group, tenantId],
  );
  return { heldForMs: 0 };
}

async function releaseTenant(
  pool: pg.Pool,
  tenantId: string,
  { group, member }: PostgresMember,
  readUpTo = 0,
): Promise<void> {
  await pool.query(
    `update platform_control.consumer_offsets
     set claimed_by = null, claimed_until = null, position = greatest(position, $4)
     where ${ROW} and claimed_by = $3`,
    [group, tenantId, member, readUpTo],
  );
}

/** The position up to which the tenant's log is complete, and its next wanted event: one snapshot of both. */
const READ = `select p.last_position, ${OUTBOX_COLUMNS}
  from platform_control.event_positions p
  left join lateral (
    select * from app.outbox
    where tenant_id = p.tenant_id and position > $2 and position <= p.last_position
      and (name = any($3) or $4) and name <> all($5)
    order by position limit 1) o on true
  where p.tenant_id = $1`;

async function readNext(
  pool: pg.Pool,
  tenantId: string,
  self: PostgresMember,
  { position, failures }: Claim,
): Promise<Next> {
  const { rows } = await pool.query<OutboxRecord & { last_position: string }>(READ, [
    tenantId,
    position,
    self.names,
    self.names.includes(EVERY_EVENT),
    self.except,
  ]);
  const row = rows[0];
  if (row?.id) {
    const event = toEnvelope(row);
    return { kind: 'delivery', delivery: { event, attempt: failures + 1, requeued: false } };
  }
  await releaseTenant(pool, tenantId, self, Number(row?.last_position ?? 0));
  return { kind: 'idle' };
}
