import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bellContract } from './bell-contract.ts';
import { consumerGroupContract } from './consumer-group-contract.ts';
import type { EventEnvelope, EventLog } from './event-log.ts';
import { retryContract } from './retry-contract.ts';
import { createGroupHarness } from './testing/group-harness.ts';
import { sampleEvents } from './testing/sample-event.ts';
import type { RemoteTwin } from './testing/start-consumer-process.ts';

/** One twin under test. */
export type EventLogSetup = {
  readonly remote: RemoteTwin;
  /** A log of its own connections, as another process has; the set-up closes it. */
  open(): EventLog;
  newTenant(): Promise<string>;
  /** Puts events where the twin's truth is, without positions: what a command does before a dispatcher appends. */
  store(events: readonly EventEnvelope[]): Promise<void>;
  /** Takes the tenant's events up to a position away, as age does. */
  forget(tenantId: string, upTo: number): Promise<void>;
  stop(): Promise<void>;
};

/** What every `EventLog` must hold; run over each twin. */
export function describeEventLogContract(start: () => Promise<EventLogSetup>): void {
  describe('event log', () => {
    let setup: EventLogSetup;
    beforeAll(async () => {
      setup = await start();
    });
    afterAll(() => setup.stop());

    for (const [name, check] of Object.entries({ ...logContract, ...bellContract })) {
      it(name, () => check(setup, setup.open()));
    }
    for (const [name, check] of Object.entries({ ...consumerGroupContract, ...retryContract })) {
      it(name, async () => {
        const harness = await createGroupHarness(setup);
        await check(harness).finally(harness.stop);
      });
    }
  });
}

async function fill(setup: EventLogSetup, log: EventLog, count: number) {
  const tenantId = await setup.newTenant();
  const events = sampleEvents(tenantId, 1, count);
  await setup.store(events);
  expect(await log.append(tenantId, events)).toBe(count + 1);
  return { tenantId, events };
}

const logContract: Record<string, (setup: EventLogSetup, log: EventLog) => Promise<void>> = {
  'is empty for a tenant without events': async (setup, log) => {
    const tenantId = await setup.newTenant();
    expect(await log.lastPosition(tenantId)).toBe(0);
    expect(await log.readAfter(tenantId, 0)).toEqual({ events: [], gap: false });
    expect(await log.readAfter(tenantId, 7)).toEqual({ events: [], gap: false });
    expect(await log.append(tenantId, [])).toBe(1);
  },

  'gives back what was appended, whole and in order, from any position': async (setup, log) => {
    const { tenantId, events } = await fill(setup, log, 5);
    const after = (position: number, limit?: number) => log.readAfter(tenantId, position, limit);
    expect(await after(0)).toEqual({ events, gap: false });
    expect(await after(-3)).toEqual({ events, gap: false });
    expect(await after(3)).toEqual({ events: events.slice(3), gap: false });
    expect(await after(1, 2)).toEqual({ events: events.slice(1, 3), gap: false });
    expect(await after(5)).toEqual({ events: [], gap: false });
    expect(await after(50)).toEqual({ events: [], gap: false });
    expect(await log.lastPosition(tenantId)).toBe(5);
  },

  'takes repeats without doubling, and a batch that overlaps': async (setup, log) => {
    const { tenantId, events } = await fill(setup, log, 3);
    const more = sampleEvents(tenantId, 4, 6);
    await setup.store(more);
    expect(await log.append(tenantId, events)).toBe(4);
    expect(await log.append(tenantId, [...events.slice(1), ...more])).toBe(7);
    expect(await log.append(tenantId, more.slice(1, 2))).toBe(7);
    expect((await log.readAfter(tenantId, 0)).events).toEqual([...events, ...more]);
  },

  'stops at a gap and says which position it expects': async (setup, log) => {
    const { tenantId, events } = await fill(setup, log, 2);
    const more = sampleEvents(tenantId, 3, 6);
    await setup.store(more);
    expect(await log.append(tenantId, more.slice(1))).toBe(3);
    expect(await log.append(tenantId, [...more.slice(0, 1), ...more.slice(2)])).toBe(4);
    expect((await log.readAfter(tenantId, 0)).events).toEqual([...events, ...more.slice(0, 1)]);
  },

  'goes on after a gap only for a writer that knows where the log is': async (setup, log) => {
    const tenantId = await setup.newTenant();
    const events = sampleEvents(tenantId, 41, 43);
    const later = sampleEvents(tenantId, 50, 51);
    await setup.store([...events, ...later]);
    expect(await log.append(tenantId, events)).toBe(1);
    expect(await log.append(tenantId, events, { after: 40 })).toBe(1);
    expect(await log.append(tenantId, events, { after: 0 })).toBe(44);
    expect(await log.lastPosition(tenantId)).toBe(43);
    expect(await log.append(tenantId, later, { after: 42 })).toBe(44);
    expect(await log.append(tenantId, later, { after: 43 })).toBe(52);
    expect(await log.append(tenantId, events, { after: 51 })).toBe(52);
    expect((await log.readAfter(tenantId, 0)).events).toEqual([...events, ...later]);
  },

  'tells of a gap exactly when events after the position are gone': async (setup, log) => {
    const { tenantId, events } = await fill(setup, log, 6);
    await setup.forget(tenantId, 3);
    const after = (position: number, limit?: number) => log.readAfter(tenantId, position, limit);
    expect(await after(2)).toEqual({ events: events.slice(3), gap: true });
    expect(await after(0, 1)).toEqual({ events: events.slice(3, 4), gap: true });
    expect(await after(3)).toEqual({ events: events.slice(3), gap: false });
    expect(await after(6)).toEqual({ events: [], gap: false });
    await setup.forget(tenantId, 6);
    expect(await after(5)).toEqual({ events: [], gap: true });
    expect(await after(6)).toEqual({ events: [], gap: false });
  },

  'keeps tenants apart': async (setup, log) => {
    const one = await fill(setup, log, 2);
    const other = await fill(setup, log, 3);
    expect((await log.readAfter(one.tenantId, 0)).events).toEqual(one.events);
    expect((await log.readAfter(other.tenantId, 0)).events).toEqual(other.events);
  },

  'keeps order and loses nothing when many writers append at once': async (setup, log) => {
    const tenantId = await setup.newTenant();
    const events = sampleEvents(tenantId, 1, 60);
    await setup.store(events);
    const write = async (writer: EventLog) => {
      for (let next = 1; next <= 60; ) {
        next = await writer.append(tenantId, events.slice(next - 1, next + 6));
      }
    };
    await Promise.all([log, setup.open(), setup.open()].map(write));
    expect((await log.readAfter(tenantId, 0)).events).toEqual(events);
  },

  'refuses calls after it is closed, and closes twice': async (setup) => {
    const log = setup.open();
    await log.close();
    await expect(log.lastPosition(await setup.newTenant())).rejects.toThrow();
    await log.close();
  },
};
