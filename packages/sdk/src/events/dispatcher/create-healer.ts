import type pg from 'pg';
import type { Logger } from '../../create-logger.ts';
import type { EventLog, Running } from '../event-log.ts';
import { readLastPosition, readOutboxAfter } from '../postgres/outbox.ts';

/** Finds what got lost on the way. */
export type Healer = Running & { heal(): Promise<void> };

/** What a healer needs. */
export type HealerOptions = {
  readonly pool: pg.Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  /** Asks for a run of the tenant. */
  readonly dispatch: (tenantId: string) => void;
  /** The same, for a tenant whose log and outbox are not at the same position. */
  readonly compare: (tenantId: string) => void;
};

/** Bells rung anew for one tenant at once; whoever hears one reads the log for the rest. */
const MOST_BELLS = 100;
/** Tenants whose log is asked for its position at once. */
const TENANTS_AT_ONCE = 100;

/**
 * Looks at every tenant: dispatches those with rows that have no position or whose log is behind the truth, and rings for
 * events that nobody rang for between two looks, because their dispatcher died before it could.
 */
export async function createHealer(options: HealerOptions): Promise<Healer> {
  const { pool, eventLog, logger, dispatch, compare } = options;
  const heard = new Map<string, number>();
  let earlier = new Map<string, number>();

  const bells = await eventLog.onBell(({ tenantId, position }) => {
    heard.set(tenantId, Math.max(position, heard.get(tenantId) ?? 0));
  });

  /**
   * A flushed log is behind, one of a restored database ahead. The other twin's log is the outbox itself. `last` may be
   * out of date by the time the log answers, so one that seems ahead is compared with the outbox as it is then.
   */
  async function differs(tenantId: string, last: number): Promise<boolean> {
    if (eventLog.kind === 'postgres') return false;
    const logged = await eventLog.lastPosition(tenantId);
    if (logged <= last) return logged < last;
    const present = await readLastPosition(pool, tenantId);
    if (logged <= present) return false;
    logger.error({ tenantId, logged, last: present }, 'event log is ahead of the outbox');
    return true;
  }

  async function ringMissed(tenantId: string, last: number): Promise<void> {
    const from = Math.max(heard.get(tenantId) ?? last - 1, last - MOST_BELLS);
    for (const event of await readOutboxAfter(pool, tenantId, from, MOST_BELLS)) {
      if (event.position <= last) await eventLog.ring(event);
    }
  }

  async function healTenant(tenantId: string, last: number): Promise<void> {
    if (await differs(tenantId, last)) compare(tenantId);
    else if ((heard.get(tenantId) ?? 0) < (earlier.get(tenantId) ?? 0)) {
      await ringMissed(tenantId, earlier.get(tenantId) ?? last);
    }
  }

  async function heal(): Promise<void> {
    try {
      for (const tenantId of await readUnpositioned(pool)) dispatch(tenantId);
      const positions = await readPositions(pool);
      const tenants = [...positions];
      for (let from = 0; from < tenants.length; from += TENANTS_AT_ONCE) {
        const some = tenants.slice(from, from + TENANTS_AT_ONCE);
        await Promise.all(some.map(([tenantId, last]) => healTenant(tenantId, last)));
      }
      earlier = positions;
    } catch (error) {
      logger.warn({ err: error }, 'events could not be looked after');
    }
  }

  return { heal, stop: bells.stop };
}

async function readUnpositioned(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ tenant_id: string }>(
    'select distinct tenant_id from app.outbox where position is null',
  );
  return rows.map((row) => row.tenant_id);
}

async function readPositions(pool: pg.Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ tenant_id: string; last_position: string }>(
    'select tenant_id, last_position from platform_control.event_positions where last_position > 0',
  );
  return new Map(rows.map((row) => [row.tenant_id, Number(row.last_position)]));
}
