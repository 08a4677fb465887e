import { randomUUID } from 'node:crypto';
import type { BackgroundScoping, PluginServices } from '@gestas/sdk';
import type { AiEvents } from '../events.ts';
import { carryRun } from './carry-run.ts';
import { createOpenRuns } from './open-runs.ts';
import { HoldLost, type RunParts } from './steps.ts';
import type { RunTools } from './work.ts';

type Scoping = BackgroundScoping<RunParts, AiEvents>;
type MakeTools = (keyValue: PluginServices['keyValue']) => RunTools;

/** The worker that carries runs: one at a time in each process, and those of processes that died. */
export type Forge = {
  /** Tells that a run waits; best effort, as a look around finds it anyway. */
  wake(tenantId: string, runId: string): void;
  start(services: PluginServices, forTenant: Scoping): Promise<{ stop(): Promise<void> }>;
};

/** Milliseconds; tests shorten them. `faultAfter` is a step after which the worker drops dead, as a killed one does. */
export type ForgeOptions = {
  readonly leaseMs?: number;
  readonly pollMs?: number;
  readonly faultAfter?: string;
};

/**
 * Makes the worker. Which runs are open is noted in the key-value store, which any instance scans; the truth (who holds a
 * run, what was done) is in PostgreSQL. A note that is lost comes back when its worker renews it, or when the run is woken.
 */
export function createForge(makeTools: MakeTools, options: ForgeOptions = {}): Forge {
  let wake: Forge['wake'] = () => undefined;
  return {
    wake: (tenantId, runId) => wake(tenantId, runId),
    async start(services, forTenant) {
      const worker = startWorker(makeTools(services.keyValue), options, services, forTenant);
      wake = worker.wake;
      return worker;
    },
  };
}

function startWorker(
  tools: RunTools,
  { leaseMs = 30_000, pollMs = 5_000, faultAfter }: ForgeOptions,
  { keyValue, logger }: PluginServices,
  forTenant: Scoping,
) {
  const aborter = new AbortController();
  const { signal } = aborter;
  const openRuns = createOpenRuns(keyValue);
  const carrier = {
    tools,
    forTenant,
    openRuns,
    leaseMs,
    signal,
    logger,
    owner: randomUUID(),
    faultAfter: faultAfter ?? null,
  };
  const queue = new Map<string, string>();
  let busy: Promise<void> | null = null;

  function failed(err: unknown, runId: string): void {
    if (faultAfter)
      aborter.abort(); // what is killed does nothing more
    else if (err instanceof HoldLost) logger.debug({ runId }, 'generation is no longer ours');
    else if (!signal.aborted)
      logger.error({ err, runId }, 'generation stopped, it is taken up again');
  }
  async function drain(): Promise<void> {
    for (const [runId, tenantId] of queue) {
      if (signal.aborted) return;
      queue.delete(runId);
      await carryRun(carrier, tenantId, runId).catch((err) => failed(err, runId));
    }
  }
  function wake(tenantId: string, runId: string): void {
    if (signal.aborted) return;
    queue.set(runId, tenantId);
    busy ??= drain().finally(() => {
      busy = null;
    });
  }
  async function look(): Promise<void> {
    if (busy || signal.aborted) return;
    for (const { tenantId, runId } of await openRuns.list()) wake(tenantId, runId);
  }
  const lookAround = () => {
    look().catch((err) => logger.debug({ err }, 'open runs could not be read'));
  };
  const poll = setInterval(lookAround, pollMs);
  lookAround();
  return {
    wake(tenantId: string, runId: string) {
      openRuns
        .note(tenantId, runId)
        .catch((err) => logger.warn({ err, runId }, 'open run not noted'));
      wake(tenantId, runId);
    },
    async stop() {
      clearInterval(poll);
      aborter.abort();
      await tools.stop();
      await busy;
    },
  };
}
