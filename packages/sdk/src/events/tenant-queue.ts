import type { Running } from './event-log.ts';

/** Work by tenant: one run at a time for a tenant, a bounded number of tenants at once. */
export type TenantQueue = Running & {
  /** Asks for a run; if the tenant is being worked on, for another one after it. */
  add(tenantId: string): void;
  /** Asks for a run in some milliseconds; replaces an earlier such request. */
  addLater(tenantId: string, inMs: number): void;
};

/** How a queue works. `work` returns the milliseconds after which it wants to run again, or undefined when all is done. */
export type TenantQueueOptions = {
  readonly concurrency: number;
  readonly work: (tenantId: string) => Promise<number | undefined>;
  /** Told of a failed run; returns the milliseconds until it is tried again. */
  readonly onError: (error: unknown, tenantId: string) => number;
};

/** Makes a queue; `stop` lets the runs in progress end and forgets the rest. */
export function createTenantQueue(options: TenantQueueOptions): TenantQueue {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  function cancelTimer(tenantId: string): void {
    clearTimeout(timers.get(tenantId));
    timers.delete(tenantId);
  }

  function add(tenantId: string): void {
    if (stopped) return;
    cancelTimer(tenantId);
    waiting.add(tenantId);
    startNext();
  }

  function addLater(tenantId: string, inMs: number): void {
    if (stopped || waiting.has(tenantId)) return;
    cancelTimer(tenantId);
    if (inMs <= 0) {
      add(tenantId);
      return;
    }
    timers.set(
      tenantId,
      setTimeout(() => add(tenantId), inMs),
    );
  }

  function startNext(): void {
    for (const tenantId of waiting) {
      if (running.size >= options.concurrency) return;
      if (running.has(tenantId)) continue;
      waiting.delete(tenantId);
      running.set(tenantId, run(tenantId));
    }
  }

  async function run(tenantId: string): Promise<void> {
    let again: number | undefined;
    try {
      again = await options.work(tenantId);
    } catch (error) {
      again = options.onError(error, tenantId);
    } finally {
      running.delete(tenantId);
    }
    if (again !== undefined) addLater(tenantId, again);
    startNext();
  }

  return {
    add,
    addLater,
    async stop() {
      stopped = true;
      waiting.clear();
      for (const tenantId of timers.keys()) cancelTimer(tenantId);
      await Promise.all(running.values());
    },
  };
}
