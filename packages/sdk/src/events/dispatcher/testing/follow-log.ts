import type { EventEnvelope, EventLog, Running } from '../../event-log.ts';

/** Somebody who lives on bells and the log, as the router does. */
export type Follower = Running & {
  /** Every event of the tenant, as it came. */
  readonly seen: readonly EventEnvelope[];
  /** Positions of the bells heard. */
  readonly bells: readonly number[];
};

/** How soon a log out of reach is read again: it may come back after the last bell has rung. */
const AGAIN_MS = 20;

/** Follows a tenant from its beginning: at each bell and each reconnect it reads what it has not seen. */
export async function followLog(log: EventLog, tenantId: string): Promise<Follower> {
  const seen: EventEnvelope[] = [];
  const bells: number[] = [];
  let reading = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  async function read(): Promise<void> {
    for (;;) {
      const { events } = await log.readAfter(tenantId, seen.at(-1)?.position ?? 0);
      if (events.length === 0) return;
      seen.push(...events);
    }
  }

  function look(): void {
    reading = reading.then(read).catch(() => {
      clearTimeout(again);
      if (!stopped) again = setTimeout(look, AGAIN_MS);
    });
  }

  const ear = await log.onBell((bell) => {
    if (bell.tenantId !== tenantId) return;
    bells.push(bell.position);
    if (bell.position > (seen.at(-1)?.position ?? 0)) look();
  }, look);

  return {
    seen,
    bells,
    async stop() {
      stopped = true;
      await ear.stop();
      await reading;
      clearTimeout(again);
    },
  };
}
