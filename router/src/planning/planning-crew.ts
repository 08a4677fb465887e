import type { PlannerReply } from './planner-messages.ts';
import { type PlanningWorker, startPlanningWorker } from './planning-worker.ts';

/** Workers that all hold the same compositions; one that ends is replaced. */
export type PlanningCrew = {
  /** A worker with nothing to do that holds the composition; null when there is none. */
  idle(compositionId: string): PlanningWorker | null;
  /** Gives every worker the composition; resolves when the first has it, throws why it can't be loaded. */
  load(compositionId: string, supergraphSdl: string): Promise<void>;
  forget(compositionId: string): void;
  stop(): Promise<void>;
};

/** Workers that may end one after the other, without a plan between, before no more are started. */
const MOST_STILLBORN = 20;

/**
 * Makes a crew of `size` workers: the first composition starts one, and the others once that one has it. `onChange` tells
 * that a worker may have become idle, or is gone.
 */
export function createPlanningCrew(
  size: number,
  heapMb: number,
  onChange: () => void,
): PlanningCrew {
  const compositions = new Map<string, string>();
  const workers = new Map<PlanningWorker, Set<string>>();
  let stopped = false;
  let stillborn = 0;

  const give = async (worker: PlanningWorker, compositionId: string, supergraphSdl: string) => {
    const reply: PlannerReply = await worker.ask({ kind: 'load', compositionId, supergraphSdl });
    if (!reply.ok) throw new Error(reply.message);
    stillborn = 0;
    workers.get(worker)?.add(compositionId);
    onChange();
  };
  const hire = () => {
    const worker = startPlanningWorker(heapMb, () => {
      workers.delete(worker);
      stillborn += 1;
      if (!stopped && stillborn < MOST_STILLBORN) hire();
      onChange();
    });
    workers.set(worker, new Set());
    for (const [compositionId, supergraphSdl] of compositions) {
      give(worker, compositionId, supergraphSdl).catch(() => undefined);
    }
  };

  return {
    idle(compositionId) {
      for (const [worker, held] of workers) {
        if (worker.pending() === 0 && held.has(compositionId)) return worker;
      }
      return null;
    },
    async load(compositionId, supergraphSdl) {
      if (workers.size === 0) hire();
      const given = [...workers.keys()].map((worker) => give(worker, compositionId, supergraphSdl));
      try {
        await Promise.any(given);
        compositions.set(compositionId, supergraphSdl);
      } catch (thrown) {
        throw thrown instanceof AggregateError ? thrown.errors[0] : thrown;
      }
      while (!stopped && workers.size < size) hire(); // only now: at a start they would slow the first one down
    },
    forget(compositionId) {
      compositions.delete(compositionId);
      for (const [worker, held] of workers) {
        held.delete(compositionId);
        worker.forget(compositionId);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...workers.keys()].map((worker) => worker.end()));
    },
  };
}
