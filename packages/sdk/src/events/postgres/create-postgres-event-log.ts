import { randomUUID } from 'node:crypto';
import type { Logger } from '../../create-logger.ts';
import { consumeGroup, withDefaults } from '../consume-group.ts';
import { createTracker } from '../create-tracker.ts';
import { isWanted } from '../event-choice.ts';
import type { Bell, ConsumeOptions, EventLog, EventPage, Running } from '../event-log.ts';
import { appendToOutbox } from './append-to-outbox.ts';
import { closePool, createPool } from './create-pool.ts';
import { readLastPosition, readOutboxAfter } from './outbox.ts';
import { hearByListen, ringByNotify } from './postgres-bell.ts';
import { listPostgresDeadLetters, requeueInPostgres } from './postgres-dead-letters.ts';
import { createPostgresGroupStore } from './postgres-group-store.ts';

/** What the twin needs: a login that may read the outbox, position its rows and keep offsets (`gestas_events`). */
export type PostgresEventLogOptions = {
  readonly connectionString: string;
  readonly logger: Logger;
  /** Connections for statements; one more is opened while bells are heard. */
  readonly maxConnections?: number;
};

const POLL_MS = 1_000;

/** The event log without Redis: the outbox itself is the log, offsets are a table, NOTIFY is the bell. Connects lazily. */
export function createPostgresEventLog(options: PostgresEventLogOptions): EventLog {
  const { connectionString, logger, maxConnections = 3 } = options;
  const pool = createPool(connectionString, maxConnections, logger, 'event log');
  const tracker = createTracker();

  async function readAfter(tenantId: string, position: number, limit = 500): Promise<EventPage> {
    // In this order: an event committed in between must not look like a gap.
    const last = await readLastPosition(pool, tenantId);
    const events = await readOutboxAfter(pool, tenantId, position, limit);
    const next = events[0]?.position ?? last + 1;
    return { events, gap: next > Math.max(0, position) + 1 };
  }

  async function onBell(listener: (bell: Bell) => void, onReconnect = () => {}) {
    const bell = await hearByListen(connectionString, logger, listener, onReconnect);
    return tracker.track(bell.stop);
  }

  async function consume(consumeOptions: ConsumeOptions): Promise<Running> {
    const full = withDefaults(consumeOptions, POLL_MS);
    const store = createPostgresGroupStore(pool, { ...full, member: randomUUID() });
    const member = consumeGroup(store, full, logger);
    const bell = await onBell(
      ({ tenantId, name }) => isWanted(full, name) && member.wake(tenantId),
      () => void member.wakeAll(),
    );
    return tracker.track(async () => {
      await bell.stop();
      await member.stop();
    });
  }

  return {
    kind: 'postgres',
    append: (tenantId, events, appendOptions) =>
      appendToOutbox(pool, tenantId, events, appendOptions),
    readAfter,
    lastPosition: (tenantId) => readLastPosition(pool, tenantId),
    ring: (event) => ringByNotify(pool, event),
    onBell,
    consume,
    deadLetters: (group, tenantId) => listPostgresDeadLetters(pool, group, tenantId),
    requeue: (group, tenantId, eventId) => requeueInPostgres(pool, group, tenantId, eventId),
    async close() {
      await tracker.stop();
      await closePool(pool);
    },
  };
}
