import { randomUUID } from 'node:crypto';
import type { Bell, EventEnvelope, EventPage } from '@gestas/sdk';
import type { SubscriptionHubOptions } from '../create-subscription-hub.ts';

type Log = NonNullable<SubscriptionHubOptions['eventLog']>;

/** An event log in an array, for suites that steer when bells ring and what is kept. */
export type MemoryEventLog = Log & {
  /** Appends one event and rings, unless `isSilent`. Returns it. */
  emit(
    event: Partial<EventEnvelope> & { readonly tenantId: string },
    isSilent?: boolean,
  ): EventEnvelope;
  /** Loses a tenant's events up to a position. */
  forget(tenantId: string, upTo: number): void;
  /** As after a lost connection of the bell. */
  reconnect(): void;
  /** Makes the next reads fail. */
  breakReads(times: number): void;
  readonly reads: () => number;
};

/** Makes an empty log. */
export function createMemoryEventLog(): MemoryEventLog {
  const logs = new Map<string, EventEnvelope[]>();
  const lost = new Map<string, number>();
  const listeners = new Set<{ onBell(bell: Bell): void; onReconnect(): void }>();
  const eventsOf = (tenantId: string) => logs.get(tenantId) ?? [];
  let broken = 0;
  let reads = 0;

  return {
    reads: () => reads,
    breakReads(times) {
      broken = times;
    },
    emit(given, isSilent = false) {
      const events = eventsOf(given.tenantId);
      const event: EventEnvelope = {
        id: randomUUID(),
        position: events.length + 1,
        name: 'post:created',
        occurredAt: new Date().toISOString(),
        actorId: null,
        traceparent: null,
        data: {},
        ...given,
      };
      logs.set(given.tenantId, [...events, event]);
      if (!isSilent)
        for (const { onBell } of listeners) onBell({ ...event, previous: event.position - 1 });
      return event;
    },
    forget(tenantId, upTo) {
      lost.set(tenantId, upTo);
    },
    reconnect() {
      for (const { onReconnect } of listeners) onReconnect();
    },
    async readAfter(tenantId, position, limit = 500): Promise<EventPage> {
      reads += 1;
      await Promise.resolve();
      if (broken > 0) {
        broken -= 1;
        throw new Error('the log is away');
      }
      const from = Math.max(position, lost.get(tenantId) ?? 0);
      return { events: eventsOf(tenantId).slice(from, from + limit), gap: from > position };
    },
    lastPosition: async (tenantId) => eventsOf(tenantId).length,
    async onBell(onBell, onReconnect = () => {}) {
      const listener = { onBell, onReconnect };
      listeners.add(listener);
      return {
        stop: async () => {
          listeners.delete(listener);
        },
      };
    },
  };
}
