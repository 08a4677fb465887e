import type { Logger } from '../create-logger.ts';
import { createPoll } from './create-poll.ts';
import type { ConsumeOptions, Running } from './event-log.ts';
import { fullJitter } from './full-jitter.ts';
import type { Delivery, GroupStore } from './group-store.ts';
import { createTenantQueue } from './tenant-queue.ts';

/** A member at work, told by bells which tenants have news. */
export type GroupMember = Running & {
  wake(tenantId: string): void;
  /** Looks at every tenant: bells may have been lost. */
  wakeAll(): Promise<void>;
};

/** Tenants one member works on at the same time. */
const CONCURRENCY = 8;
/** Events of a tenant before the member looks after the others. */
const TURN = 64;
const LONGEST_BACKOFF_MS = 300_000;

/** Options with their defaults. */
export type GroupOptions = Required<ConsumeOptions>;

/** Fills in the defaults: 8 attempts, 30 s until a dead member's event is claimed, 1 s before the first retry. */
export function withDefaults(options: ConsumeOptions, pollMs: number): GroupOptions {
  const times = { claimAfterMs: 30_000, backoffMs: 1_000, pollMs };
  return { except: [], maxAttempts: 8, ...times, ...options };
}

/** Fails when the handler takes longer than it may hold the event: another member has it by then. */
async function handleInTime({ event }: Delivery, { handler, claimAfterMs }: GroupOptions) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const tooLate = () => reject(new Error(`not handled within ${claimAfterMs} ms`));
    timer = setTimeout(tooLate, claimAfterMs);
  });
  try {
    await Promise.race([handler(event), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs one member of a group over a twin's store: takes tenants that have news, hands their events to the handler one by
 * one, retries the failed with exponential backoff before the tenant's later ones, and buries those that fail too often.
 */
export function consumeGroup(
  store: GroupStore,
  options: GroupOptions,
  logger: Logger,
): GroupMember {
  const handled = new Map<string, Delivery>();
  const { group, maxAttempts, backoffMs, pollMs } = options;
  let stopped = false;

  async function fail(delivery: Delivery, error: unknown): Promise<void> {
    const { event, attempt, requeued } = delivery;
    const about = { group, tenantId: event.tenantId, eventId: event.id, attempt, err: error };
    const reason = String(error instanceof Error ? error.message : error).slice(0, 1_000);
    if (requeued || attempt >= maxAttempts) {
      await store.bury(delivery, reason);
      logger.error(about, 'event moved to the dead letters');
      return;
    }
    logger.warn(about, 'event handler failed');
    const delayMs = Math.min(LONGEST_BACKOFF_MS, backoffMs * 2 ** (attempt - 1));
    await store.retryLater(delivery, delayMs, reason);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    if (delivery.attempt > maxAttempts) {
      return fail(delivery, new Error('its consumer died at every attempt'));
    }
    try {
      await handleInTime(delivery, options);
    } catch (error) {
      return fail(delivery, error);
    }
    handled.set(delivery.event.tenantId, delivery);
  }

  /** Ends the tenant's turn after some events, so that a long backlog does not starve others. */
  async function work(tenantId: string): Promise<number | undefined> {
    for (let turn = 0; turn < TURN && !stopped; turn += 1) {
      const next = await store.next(tenantId, handled.get(tenantId));
      handled.delete(tenantId);
      if (next.kind === 'idle') return undefined;
      if (next.kind === 'later') return next.inMs;
      await deliver(next.delivery);
    }
    if (!stopped) return 0;
    await store.release(tenantId, handled.get(tenantId));
    return undefined;
  }

  const queue = createTenantQueue({
    concurrency: CONCURRENCY,
    work,
    onError(error, tenantId) {
      logger.warn({ group, tenantId, err: error }, 'consumer group is out of reach');
      return pollMs + fullJitter(0, { baseMs: pollMs, maxMs: pollMs });
    },
  });

  async function wakeAll(): Promise<void> {
    try {
      for (const tenantId of await store.tenants()) queue.add(tenantId);
    } catch (error) {
      logger.debug({ group, err: error }, 'consumer group could not look for work');
    }
  }

  const poll = createPoll(wakeAll, pollMs);
  return {
    wake: queue.add,
    wakeAll,
    async stop() {
      stopped = true;
      await Promise.all([poll.stop(), queue.stop()]);
    },
  };
}
