import { expect } from '@jest/globals';
import type { Bell, EventLog } from './event-log.ts';
import type { EventLogSetup } from './event-log-contract.ts';
import { sampleEvents } from './testing/sample-event.ts';
import { waitUntil } from './testing/wait-until.ts';

/** Hears one tenant's bells. */
async function hear(log: EventLog, tenantId: string) {
  const bells: Bell[] = [];
  const ear = await log.onBell((bell) => {
    if (bell.tenantId === tenantId) bells.push(bell);
  });
  return { bells, stop: ear.stop };
}

/** What the bell of every twin must hold, by name. */
export const bellContract: Record<string, (setup: EventLogSetup, log: EventLog) => Promise<void>> =
  {
    'rings in every process, with tenant, position, previous and name': async (setup, log) => {
      const tenantId = await setup.newTenant();
      const here = await hear(log, tenantId);
      const there = await hear(setup.open(), tenantId);
      for (const event of sampleEvents(tenantId, 1, 2)) await log.ring(event);
      await waitUntil(() => here.bells.length === 2 && there.bells.length === 2);
      const expected = [1, 2].map((position) => {
        return { tenantId, position, previous: position - 1, name: 'post:created' };
      });
      expect([here.bells, there.bells]).toEqual([expected, expected]);
      await Promise.all([here.stop(), there.stop()]);
    },

    'is not heard any more by who stopped listening, while others still hear it': async (
      setup,
      log,
    ) => {
      const tenantId = await setup.newTenant();
      const [one, other] = [await hear(log, tenantId), await hear(log, tenantId)];
      await one.stop();
      for (const event of sampleEvents(tenantId, 1, 1)) await log.ring(event);
      await waitUntil(() => other.bells.length === 1);
      expect(one.bells).toEqual([]);
      await other.stop();
    },
  };
