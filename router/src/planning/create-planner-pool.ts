import type { QueryPlan } from '@apollo/query-planner';
import { planningFailed } from './inline-planners.ts';
import { createNegativeCache } from './negative-cache.ts';
import type { Planner, PlannerPool, PlanRequest } from './planner.ts';
import { type PlanningWorker, startPlanningWorker } from './planning-worker.ts';

/** Limits of a pool; every one has a default. */
export type PlannerPoolOptions = {
  /** Workers that plan at the same time; 2. One more stands by. */
  readonly workers?: number;
  /** After this a plan is given up and its worker ended; 500. */
  readonly timeoutMs?: number;
  /** How long a document that could not be planned is refused at once; 60,000. */
  readonly refuseForMs?: number;
  /** Requests that may wait; 256. */
  readonly queue?: number;
  /** Heap of one worker; 512. */
  readonly heapMb?: number;
  readonly now?: () => number;
};

type Waiting = {
  readonly compositionId: string;
  readonly request: PlanRequest;
  readonly key: string;
  resolve(plan: QueryPlan): void;
  reject(reason: unknown): void;
};

/**
 * Starts the planning workers of a process: two that plan and one that stands by with the same compositions loaded. A
 * worker that takes too long, or dies, is replaced; what waited goes to the one that stood by.
 */
export function createPlannerPool(options: PlannerPoolOptions = {}): PlannerPool {
  const { workers: size = 2, timeoutMs = 500, queue = 256, heapMb = 512 } = options;
  const refused = createNegativeCache(options.refuseForMs ?? 60_000, options.now ?? Date.now);
  const compositions = new Map<string, string>();
  const workers = new Set<PlanningWorker>();
  const busy = new Set<PlanningWorker>();
  const waiting: Waiting[] = [];
  let stopped = false;
  let stillborn = 0;

  const hire = () => {
    const worker = startPlanningWorker(heapMb, () => {
      workers.delete(worker);
      busy.delete(worker);
      stillborn += 1;
      if (!stopped && stillborn < 10) hire();
      dispatch();
    });
    workers.add(worker);
    for (const [compositionId, supergraphSdl] of compositions) {
      worker.ask({ kind: 'load', compositionId, supergraphSdl }).then(dispatch, ignore);
    }
    return worker;
  };

  const dispatch = () => {
    while (busy.size < size && waiting.length > 0) {
      const worker = [...workers].find((candidate) => candidate.pending() === 0);
      const next = worker && waiting.shift();
      if (!worker || !next) return;
      busy.add(worker);
      void serve(worker, next);
    }
  };

  const serve = async (
    worker: PlanningWorker,
    { compositionId, request, key, ...client }: Waiting,
  ) => {
    const timer = setTimeout(() => void worker.end(), timeoutMs);
    try {
      const reply = await worker.ask({ kind: 'plan', compositionId, request });
      if (!reply.ok) throw new Error(reply.message);
      if (!reply.plan || reply.compositionId !== compositionId)
        throw new Error('Not the plan asked for.');
      stillborn = 0;
      client.resolve(reply.plan);
    } catch (cause) {
      refused.add(key);
      client.reject(planningFailed(cause));
    } finally {
      clearTimeout(timer);
      busy.delete(worker);
      dispatch();
    }
  };

  const plan = (compositionId: string, request: PlanRequest) => {
    const key = JSON.stringify([
      compositionId,
      request.document,
      request.operationName,
      ...request.overrides,
    ]);
    return new Promise<QueryPlan>((resolve, reject) => {
      if (stopped) return reject(planningFailed(new Error('The planners have been stopped.')));
      if (refused.has(key))
        return reject(planningFailed(new Error('It could not be planned before.')));
      if (waiting.length >= queue) return reject(planningFailed(new Error('Too many plans wait.')));
      waiting.push({ compositionId, request, key, resolve, reject });
      dispatch();
    });
  };

  return {
    async load(compositionId, supergraphSdl): Promise<Planner> {
      const isNew = !compositions.has(compositionId);
      compositions.set(compositionId, supergraphSdl);
      while (workers.size < size + 1) hire();
      const job = { kind: 'load', compositionId, supergraphSdl } as const;
      const replies = [...workers].map((worker) => worker.ask(job));
      for (const reply of replies) reply.then(dispatch, ignore);
      const first = await Promise.any(replies);
      if (!first.ok) {
        if (isNew) compositions.delete(compositionId);
        throw new Error(first.message);
      }
      return {
        compositionId,
        plan: (request) => plan(compositionId, request),
        release() {
          compositions.delete(compositionId);
          for (const worker of workers) worker.forget(compositionId);
        },
      };
    },
    async stop() {
      stopped = true;
      const gone = planningFailed(new Error('The planners have been stopped.'));
      for (const { reject } of waiting.splice(0)) reject(gone);
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

function ignore(): void {
  // The end of a worker is handled where it is hired.
}
