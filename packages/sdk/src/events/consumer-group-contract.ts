import { expect } from '@jest/globals';
import type { EventEnvelope } from './event-log.ts';
import { type GroupHarness, positionsTo } from './testing/group-harness.ts';
import { waitUntil } from './testing/wait-until.ts';

/** What a consumer group of every twin must hold, by name: delivery, order and sharing. */
export const consumerGroupContract: Record<string, (harness: GroupHarness) => Promise<void>> = {
  'delivers what was there before the group, and then what comes, whole and in order': async ({
    tenantId,
    publish,
    consume,
  }) => {
    const before = await publish(tenantId, 1, 3);
    const got: EventEnvelope[] = [];
    await consume((event) => got.push(event));
    await waitUntil(() => got.length === 3);
    const after = await publish(tenantId, 4, 8);
    await waitUntil(() => got.length === 8);
    expect(got).toEqual([...before, ...after]);
  },

  'finds new tenants': async ({ consume, newTenant, publish }) => {
    const seen: string[] = [];
    await consume((event) => seen.push(event.tenantId));
    const late = await newTenant();
    await publish(late, 1, 2);
    await waitUntil(() => seen.length === 2);
    expect(seen).toEqual([late, late]);
  },

  'hears of events though no bell rings': async ({
    tenantId,
    log,
    consume,
    publish,
    newTenant,
  }) => {
    await publish(tenantId, 1, 1, 'post:deleted');
    const seen: number[] = [];
    await consume(({ position }) => seen.push(position));
    const events = await publish(await newTenant(), 1, 1);
    await waitUntil(() => seen.length === 1);
    expect((await log.readAfter(tenantId, 0)).events).toHaveLength(events.length);
  },

  'passes over names nobody asked for': async ({ tenantId, consume, publish }) => {
    const seen: number[] = [];
    await publish(tenantId, 1, 3, 'post:deleted');
    await publish(tenantId, 4, 5);
    await publish(tenantId, 6, 6, 'post:deleted');
    await consume(({ position }) => seen.push(position));
    await publish(tenantId, 7, 7);
    await waitUntil(() => seen.length === 3);
    expect(seen).toEqual([4, 5, 7]);
  },

  'gives who wants everything names unheard of too, but not those it excepts': async (harness) => {
    const { tenantId, consume, publish, newTenant } = harness;
    const seen: string[] = [];
    const choice = { names: ['*'], except: ['metric:recorded'] };
    await publish(tenantId, 1, 1, 'metric:recorded');
    await publish(tenantId, 2, 2, 'post:created');
    await consume(({ name }) => seen.push(name), choice);
    await publish(tenantId, 3, 4, 'metric:recorded');
    await publish(tenantId, 5, 5, 'invoice:paid');
    await waitUntil(() => seen.length >= 2);
    await publish(await newTenant(), 1, 1, 'stock:counted');
    await waitUntil(() => seen.length >= 3);
    expect(seen).toEqual(['post:created', 'invoice:paid', 'stock:counted']);
  },

  'gives each group every event': async ({ group, tenantId, consume, publish }) => {
    const [one, other]: [number[], number[]] = [[], []];
    await consume(({ position }) => one.push(position));
    await consume(({ position }) => other.push(position), { group: `${group}-other` });
    await publish(tenantId, 1, 4);
    await waitUntil(() => one.length === 4 && other.length === 4);
    expect([one, other]).toEqual([positionsTo(4), positionsTo(4)]);
  },

  'shares several tenants among members, each event once, in order, one at a time': async (
    harness,
  ) => {
    const { newTenant, consume, publish } = harness;
    const tenants = [harness.tenantId, await newTenant(), await newTenant(), await newTenant()];
    const seen = new Map(tenants.map((tenantId) => [tenantId, [] as number[]]));
    const busy = new Set<string>();
    let overlaps = 0;
    const handler = async ({ tenantId, position }: EventEnvelope) => {
      if (busy.has(tenantId)) overlaps += 1;
      busy.add(tenantId);
      await new Promise((resolve) => setImmediate(resolve));
      seen.get(tenantId)?.push(position);
      busy.delete(tenantId);
    };
    await Promise.all([consume(handler), consume(handler), consume(handler)]);
    await Promise.all(tenants.map((tenantId) => publish(tenantId, 1, 25)));
    await waitUntil(() => [...seen.values()].every(({ length }) => length >= 25));
    expect([...seen.values()]).toEqual(tenants.map(() => positionsTo(25)));
    expect(overlaps).toBe(0);
  },

  'does not hand out again what was handled before a restart': async (harness) => {
    const { tenantId, consume, publish } = harness;
    const [first, second]: [number[], number[]] = [[], []];
    const member = await consume(({ position }) => first.push(position));
    await publish(tenantId, 1, 3);
    await waitUntil(() => first.length === 3);
    await member.stop();
    await consume(({ position }) => second.push(position));
    await publish(tenantId, 4, 4);
    await waitUntil(() => second.length > 0);
    expect(second).toEqual([4]);
  },

  'lets a handler end before its member is stopped, and remembers it': async (harness) => {
    const { tenantId, consume, publish } = harness;
    const steps: string[] = [];
    const seen: number[] = [];
    const member = await consume(async () => {
      steps.push('begun');
      await waitUntil(() => steps.includes('stopping'));
      steps.push('ended');
    });
    await publish(tenantId, 1, 1);
    await waitUntil(() => steps.includes('begun'));
    const stopped = member.stop().then(() => steps.push('stopped'));
    steps.push('stopping');
    await stopped;
    expect(steps).toEqual(['begun', 'stopping', 'ended', 'stopped']);
    await consume(({ position }) => seen.push(position));
    await publish(tenantId, 2, 2);
    await waitUntil(() => seen.length > 0);
    expect(seen).toEqual([2]);
  },
};
