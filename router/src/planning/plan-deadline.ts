import type { PlanningWorker } from './planning-worker.ts';

/** However busy the machine, work is given up after this many times its limit of wall time. */
const PATIENCE = 20;

/**
 * Ends the worker when it has spent `limitMs` of CPU on what it does now; where CPU time is unknown, wall time counts.
 * Returns the function that calls it off.
 */
export function endWhenOverdue(
  worker: Pick<PlanningWorker, 'cpuMs' | 'end'>,
  limitMs: number,
  patience = PATIENCE,
): () => void {
  const startedAt = performance.now();
  const cpuAtStart = worker.cpuMs() ?? 0;
  const look = () => {
    const cpuMs = worker.cpuMs();
    const wallMs = performance.now() - startedAt;
    const left = cpuMs === null ? 0 : limitMs - (cpuMs - cpuAtStart);
    if (left <= 0 || wallMs >= limitMs * patience) void worker.end();
    else timer = setTimeout(look, Math.max(left, 10));
  };
  let timer = setTimeout(look, limitMs);
  return () => clearTimeout(timer);
}
