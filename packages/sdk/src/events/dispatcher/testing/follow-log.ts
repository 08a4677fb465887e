import type { EventEnvelope, EventLog, Running } from '../../event-log.ts';

/** Somebody who lives on bells and the log, as the router does. */
export type Follower = Running & {
  /** Every event of the tenant, as it came. */
  readonly seen: readonly EventEnvelope[];
  /** Positions of the bells heard. */
  readonly bells: readonly number[];
};

/** Follows a tenant from its beginning: at each bell and each reconnect it reads what it has not seen. */
export async function followLog(log: EventLog, tenantId: string): Promise<Follower> {
  const seen: EventEnvelope[] = [];
  const bells: number[] = [];
  let reading = Promise.resolve();

  async function read(): Promise<void> {
    for (;;) {
      const { events } = await log.readAfter(tenantId, seen.at(-1)?.position ?? 0);
      if (events.length === 0) return;
      seen.push(...events);
    }
  }

  function look(): void {
    // A log out of reach is read at the next bell.
    reading = reading.then(read).catch(() => undefined);
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
      await ear.stop();
      await reading;
    },
  };
}
