import { expect, it } from '@jest/globals';
import type { Bell, EventLog } from '../../event-log.ts';
import { sampleEvents } from '../../testing/sample-event.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import { followLog } from './follow-log.ts';

it('reads a log that was out of reach at the last bell, once it is back', async () => {
  const [event] = sampleEvents('tenant', 1, 1);
  if (!event) throw new Error('no event');
  let failures = 3;
  let ring = (_bell: Bell) => {};
  const log = {
    async readAfter(_tenantId: string, position: number) {
      failures -= 1;
      if (failures >= 0) throw new Error('out of reach');
      return { events: position < 1 ? [event] : [], gap: false };
    },
    async onBell(listener: (bell: Bell) => void) {
      ring = listener;
      return { stop: async () => undefined };
    },
  } as unknown as EventLog;
  const follower = await followLog(log, 'tenant');
  ring({ tenantId: 'tenant', name: event.name, position: 1, previous: 0 });
  await waitUntil(() => follower.seen.length === 1);
  await follower.stop();
  expect(follower.seen).toEqual([event]);
});
