import type { Logger } from '../../create-logger.ts';
import { createPoll } from '../create-poll.ts';
import type { EventLog, Running } from '../event-log.ts';
import { fullJitter } from '../full-jitter.ts';
import { closePool, createPool } from '../postgres/create-pool.ts';
import { listen } from '../postgres/listen.ts';
import { createTenantQueue } from '../tenant-queue.ts';
import { appendToLog } from './append-to-log.ts';
import { assignPositions } from './assign-positions.ts';
import { createHealer } from './create-healer.ts';

/** Where a dispatcher is with a tenant. */
export type DispatchStep = 'assigned' | 'appended' | 'rung';

/** What a dispatcher needs. */
export type DispatcherOptions = {
  /** Login of the role `gestas_events`. */
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  /** How often it looks for what no notification told it of, and for a log that lost events. */
  readonly pollMs?: number;
  /** Events of a tenant that a flushed log gets back. */
  readonly retain?: number;
  /** Called after each step: a test that throws here kills the dispatcher between two steps. */
  readonly onStep?: (step: DispatchStep, tenantId: string) => void | Promise<void>;
};

/** Tenants at the same time, each with one connection. */
const CONCURRENCY = 3;
const BATCH = 500;

/**
 * Brings committed outbox rows into the log, in order, and rings for each. For each tenant: positions are assigned under a
 * lock, then appended, then rung; every step may be repeated by anybody, so any number of dispatchers may run and die.
 * It is told of commits by NOTIFY; a poll heals what was missed. Starts at once; `stop` ends the tenants' current steps.
 */
export async function createDispatcher(options: DispatcherOptions): Promise<Running> {
  const { databaseUrl, eventLog, logger } = options;
  const { pollMs = 1_000, retain = 10_000, onStep = () => {} } = options;
  const pool = createPool(databaseUrl, CONCURRENCY, logger, 'event dispatcher');
  const failures = new Map<string, number>();
  const compared = new Set<string>();

  /** Where the log of a tenant is, asked once and again when it differs from the outbox. */
  async function floorOf(tenantId: string): Promise<number> {
    if (eventLog.kind === 'postgres' || compared.has(tenantId)) return 0;
    const floor = await eventLog.lastPosition(tenantId);
    compared.add(tenantId);
    return floor;
  }

  async function dispatch(tenantId: string): Promise<number | undefined> {
    const fresh = await assignPositions(pool, tenantId, BATCH, await floorOf(tenantId));
    await onStep('assigned', tenantId);
    await appendToLog(pool, eventLog, tenantId, fresh, retain);
    await onStep('appended', tenantId);
    await Promise.all(fresh.map((event) => eventLog.ring(event)));
    await onStep('rung', tenantId);
    failures.delete(tenantId);
    return fresh.length === BATCH ? 0 : undefined;
  }

  const queue = createTenantQueue({
    concurrency: CONCURRENCY,
    work: dispatch,
    onError(error, tenantId) {
      const count = failures.get(tenantId) ?? 0;
      failures.set(tenantId, count + 1);
      logger.warn({ tenantId, err: error }, 'events could not be dispatched');
      return pollMs / 2 + fullJitter(count, { baseMs: pollMs, maxMs: 10 * pollMs });
    },
  });

  function compare(tenantId: string): void {
    compared.delete(tenantId);
    queue.add(tenantId);
  }

  const healer = await createHealer({ pool, eventLog, logger, dispatch: queue.add, compare });
  const poll = createPoll(healer.heal, pollMs);
  const notifications = await listen({
    connectionString: databaseUrl,
    channel: 'gestas_outbox',
    logger,
    onNotification: queue.add,
    onReconnect: () => void healer.heal(),
  });

  return {
    async stop() {
      await Promise.all([notifications.stop(), poll.stop(), healer.stop()]);
      await queue.stop();
      await closePool(pool);
    },
  };
}
