import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { EventEnvelope } from './event-log.ts';
import { type GroupHarness, positionsTo } from './testing/group-harness.ts';
import { waitUntil } from './testing/wait-until.ts';

/** What a consumer group of every twin must hold, by name: failures, dead letters and dead members. */
export const retryContract: Record<string, (harness: GroupHarness) => Promise<void>> = {
  'retries a failing event before later ones of its tenant, others going on': async (harness) => {
    const { tenantId, newTenant, consume, publish } = harness;
    const other = await newTenant();
    const seen: number[] = [];
    let otherDone = false;
    await consume((event) => {
      if (event.tenantId === other) otherDone = true;
      else if (event.position === 2 && !otherDone) throw new Error('not yet');
      else seen.push(event.position);
    });
    await publish(tenantId, 1, 4);
    await waitUntil(() => seen.length === 1);
    await publish(other, 1, 1);
    await waitUntil(() => seen.length === 4);
    expect(seen).toEqual(positionsTo(4));
  },

  'waits twice as long before each retry': async ({ tenantId, consume, publish }) => {
    const times: number[] = [];
    const fail = () => {
      times.push(performance.now());
      if (times.length < 4) throw new Error('not yet');
    };
    await consume(fail, { backoffMs: 40 });
    await publish(tenantId, 1, 1);
    await waitUntil(() => times.length === 4);
    for (const [index, least] of [40, 80, 160].entries()) {
      const waited = (times[index + 1] ?? 0) - (times[index] ?? 0);
      expect(waited).toBeGreaterThanOrEqual(least - 2);
    }
  },

  'moves what always fails to the dead letters, once, and goes on': async (harness) => {
    const { log, group, tenantId, consume, publish } = harness;
    const { seen, tries, handler } = breakingAt(2);
    await consume(handler, { maxAttempts: 3 });
    const events = await publish(tenantId, 1, 4);
    await waitUntil(() => seen.length === 3);
    expect(seen).toEqual([1, 3, 4]);
    expect(tries.count).toBe(3);
    expect(await log.deadLetters(group, tenantId)).toEqual([
      { event: events[1], attempts: 3, reason: 'broken' },
    ]);
    expect(await log.deadLetters(`${group}-other`, tenantId)).toEqual([]);
  },

  'gives a dead letter back for one attempt at a time': async (harness) => {
    const { log, group, tenantId, consume, publish } = harness;
    const { seen, tries, handler, mend } = breakingAt(2);
    await consume(handler, { maxAttempts: 2 });
    const [, broken] = await publish(tenantId, 1, 3);
    const id = broken?.id ?? '';
    const requeue = (eventId: string) => log.requeue(group, tenantId, eventId);
    const letters = () => log.deadLetters(group, tenantId);
    await waitUntil(() => seen.length === 2);

    expect(await requeue(randomUUID())).toBe(false);
    expect(await requeue(id)).toBe(true);
    await waitUntil(() => tries.count === 3);
    await waitUntil(async () => (await letters()).length === 1);
    expect(tries.count).toBe(3);

    mend();
    expect(await requeue(id)).toBe(true);
    await waitUntil(() => seen.includes(2));
    expect(await letters()).toEqual([]);
    await publish(tenantId, 4, 4);
    await waitUntil(() => seen.includes(4));
    expect(seen).toEqual([1, 3, 2, 4]);
    expect(await requeue(id)).toBe(false);
  },

  'counts a handler that hangs as failed, and tries again': async (harness) => {
    const { tenantId, consume, publish } = harness;
    const seen: number[] = [];
    let hung = 0;
    const handler = ({ position }: EventEnvelope) => {
      if (position === 1 && hung === 0) {
        hung += 1;
        return new Promise(() => undefined);
      }
      seen.push(position);
    };
    await consume(handler, { claimAfterMs: 100 });
    await publish(tenantId, 1, 3);
    await waitUntil(() => seen.length === 3);
    expect(seen).toEqual(positionsTo(3));
    expect(hung).toBe(1);
  },

  'gives what a killed process held to another member, in order': async (harness) => {
    const { tenantId, consume, publish } = harness;
    await publish(tenantId, 1, 3);
    const dying = harness.startProcess(5_000);
    expect(await dying.hangsAt).toBe(1);
    const seen: number[] = [];
    await consume(({ position }) => seen.push(position));
    await publish(tenantId, 4, 4);
    expect(seen).toEqual([]);
    await dying.kill();
    await waitUntil(() => seen.length === 4);
    expect(seen).toEqual(positionsTo(4));
  },
};

/** A handler that fails at one position until it is mended. */
function breakingAt(position: number) {
  const seen: number[] = [];
  const tries = { count: 0 };
  let broken = true;
  return {
    seen,
    tries,
    mend() {
      broken = false;
    },
    handler(event: EventEnvelope) {
      if (event.position === position) tries.count += 1;
      if (event.position === position && broken) throw new Error('broken');
      seen.push(event.position);
    },
  };
}
