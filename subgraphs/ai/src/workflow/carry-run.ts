import type { BackgroundScoping, PluginServices } from '@gestas/sdk';
import type { AiEvents } from '../events.ts';
import type { OpenRuns } from './open-runs.ts';
import { runGeneration } from './run-generation.ts';
import type { RunParts } from './steps.ts';
import type { RunTools } from './work.ts';

/** What one worker carries runs with; milliseconds. */
export type Carrier = {
  readonly tools: RunTools;
  readonly forTenant: BackgroundScoping<RunParts, AiEvents>;
  readonly openRuns: OpenRuns;
  readonly owner: string;
  readonly leaseMs: number;
  /** A step after which the worker drops dead, as a killed one does. */
  readonly faultAfter: string | null;
  readonly signal: AbortSignal;
  readonly logger: PluginServices['logger'];
};

const ACTION = { action: 'runGeneration' };

/** Takes an open run, if nobody holds it, and carries it to its end, prolonging the hold meanwhile. */
export async function carryRun(carrier: Carrier, tenantId: string, runId: string): Promise<void> {
  const { tools, forTenant, openRuns, owner, leaseMs, faultAfter, signal, logger } = carrier;
  const { generations } = forTenant(tenantId, { ...ACTION, userId: null });
  const run = await generations.claim(runId, owner, leaseMs);
  if (!run) {
    const found = await generations.findById(runId);
    if (found?.status !== 'RUNNING') await openRuns.remove(tenantId, runId);
    return;
  }
  const scope = forTenant(tenantId, { ...ACTION, userId: run.authorId });
  const renewal = setInterval(() => {
    const renewed = [generations.renew(run, leaseMs), openRuns.note(tenantId, runId)];
    Promise.all(renewed).catch((err) => logger.warn({ err, runId }, 'lease not renewed'));
  }, leaseMs / 3);
  try {
    await runGeneration({ tools, scope, run, signal, faultAfter });
    await openRuns.remove(tenantId, runId);
  } finally {
    clearInterval(renewal);
    if (signal.aborted && !faultAfter) await generations.release(run).catch(() => undefined);
  }
}
