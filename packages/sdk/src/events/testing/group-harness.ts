import { randomUUID } from 'node:crypto';
import type { ConsumeOptions, EventEnvelope, EventLog, Running } from '../event-log.ts';
import type { EventLogSetup } from '../event-log-contract.ts';
import { sampleEvents } from './sample-event.ts';
import { type ConsumerProcess, startConsumerProcess } from './start-consumer-process.ts';

/** A fresh group and tenant for one check of a twin. */
export type GroupHarness = {
  readonly log: EventLog;
  readonly group: string;
  readonly tenantId: string;
  /** Another tenant, whose events reach the handlers too. */
  newTenant(): Promise<string>;
  /** Stores, appends and rings for events at these positions. */
  publish(tenantId: string, from: number, to: number, name?: string): Promise<EventEnvelope[]>;
  /** Joins the group as another process; tenants of other checks are passed over. */
  consume(
    handler: (event: EventEnvelope) => unknown,
    more?: Partial<ConsumeOptions>,
  ): Promise<Running>;
  /** Joins the group with a process of its own, which hangs at the first event of the tenant. */
  startProcess(claimAfterMs: number): ConsumerProcess;
  stop(): Promise<void>;
};

/** Makes a harness over a twin. */
export async function createGroupHarness(setup: EventLogSetup): Promise<GroupHarness> {
  const log = setup.open();
  const group = `group-${randomUUID()}`;
  const tenants = new Set<string>();
  const running: Running[] = [];

  async function newTenant(): Promise<string> {
    const tenantId = await setup.newTenant();
    tenants.add(tenantId);
    return tenantId;
  }

  const ownTenantId = await newTenant();
  return {
    log,
    group,
    tenantId: ownTenantId,
    newTenant,
    async publish(tenantId, from, to, name) {
      const events = sampleEvents(tenantId, from, to, name);
      await setup.store(events);
      await log.append(tenantId, events);
      for (const event of events) await log.ring(event);
      return events;
    },
    async consume(handler, more = {}) {
      const member = await setup.open().consume({
        group,
        names: ['post:created'],
        backoffMs: 5,
        pollMs: 50,
        handler: async (event) => {
          if (tenants.has(event.tenantId)) await handler(event);
        },
        ...more,
      });
      running.push(member);
      return member;
    },
    startProcess(claimAfterMs) {
      const child = startConsumerProcess(setup.remote, group, ownTenantId, claimAfterMs);
      running.push({ stop: child.kill });
      return child;
    },
    async stop() {
      await Promise.all(running.map((member) => member.stop()));
    },
  };
}

/** The positions from 1 to `last`. */
export function positionsTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
