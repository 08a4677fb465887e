/** What rings when something may soon be due in a tenant. */
type Bell = { onRing(hear: (tenantId: string) => void): () => void };

/** What the rounds are made of. */
type Rounds = {
  /** Sends what is due in a tenant; answers when the next is due. */
  readonly deliver: (tenantId: string, signal: AbortSignal) => Promise<Date | null>;
  /** Every tenant in which something may wait. */
  readonly tenants: () => Promise<readonly string[]>;
  readonly onError: (error: unknown) => void;
  readonly tickMs?: number;
  readonly sweepMs?: number;
};

/** How long after a ring its tenant is looked at: the transaction that rang is not committed yet. */
const AFTER_RING_MS = 15_000;

/**
 * Looks at tenants in which something is due, or has just been written, once a second; and at every tenant once a minute: what
 * another process left, or was told to one that died. `stop` waits for the mail at hand.
 */
export function runMailRounds(bell: Bell, rounds: Rounds): { stop(): Promise<void> } {
  const { deliver, tenants, onError, tickMs = 1_000, sweepMs = 60_000 } = rounds;
  const lookAt = new Map<string, number>();
  const rung = new Map<string, number>();
  let nextSweep = 0;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const silence = bell.onRing((tenantId) => {
    rung.set(tenantId, Date.now() + AFTER_RING_MS);
    lookAt.set(tenantId, 0);
  });

  async function look(tenantId: string): Promise<void> {
    const due = await deliver(tenantId, stopping.signal);
    if ((rung.get(tenantId) ?? 0) > Date.now()) return;
    rung.delete(tenantId);
    if (due) lookAt.set(tenantId, due.getTime());
    else lookAt.delete(tenantId);
  }

  async function sweep(): Promise<void> {
    if (Date.now() < nextSweep) return;
    nextSweep = Date.now() + sweepMs;
    for (const tenantId of await tenants()) lookAt.set(tenantId, 0);
  }

  async function round(): Promise<void> {
    await sweep();
    for (const [tenantId, at] of [...lookAt]) {
      if (stopping.signal.aborted) return;
      if (at <= Date.now()) await look(tenantId).catch(onError);
    }
  }

  let running: Promise<void> | undefined;
  async function go(): Promise<void> {
    await round().catch(onError);
    if (!stopping.signal.aborted) timer = setTimeout(begin, tickMs);
  }
  function begin(): void {
    running = go();
  }
  begin();
  return {
    async stop() {
      stopping.abort();
      silence();
      clearTimeout(timer);
      await running;
    },
  };
}
