import type { QueryPlan } from '@apollo/query-planner';
import { planningFailed } from './inline-planners.ts';
import { createNegativeCache } from './negative-cache.ts';
import { endWhenOverdue } from './plan-deadline.ts';
import { createHolders, keyOf, type Waiting } from './plan-queue.ts';
import type { PlannerPool, PlanRequest } from './planner.ts';
import { createPlanningCrew } from './planning-crew.ts';
import type { PlanningWorker } from './planning-worker.ts';

/** Limits of a pool; every one has a default. */
export type PlannerPoolOptions = {
  /** Workers that plan at the same time; 2. One more stands by. */
  readonly workers?: number;
  /** CPU milliseconds after which a plan is given up and its worker ended; 500. */
  readonly timeoutMs?: number;
  /** How long a document that could not be planned is refused at once, in milliseconds; 60,000. */
  readonly refuseForMs?: number;
  /** Requests that may wait; 256. */
  readonly queue?: number;
  /** Heap of one worker, in megabytes; 512. */
  readonly heapMb?: number;
  readonly now?: () => number;
};

/**
 * Makes the planning workers of a process: two that plan and one that stands by with the same compositions loaded. A
 * worker that takes too long, or dies, is replaced; its document is refused for a minute, and what waited goes to the
 * one that stood by.
 */
export function createPlannerPool(options: PlannerPoolOptions = {}): PlannerPool {
  const { workers: size = 2, timeoutMs = 500, queue = 256, heapMb = 512 } = options;
  const refused = createNegativeCache(options.refuseForMs ?? 60_000, options.now ?? Date.now);
  const waiting: Waiting[] = [];
  const holders = createHolders();
  let planning = 0;
  let stopped = false;

  const dispatch = () => {
    for (const next of [...waiting]) {
      const worker = planning < size ? crew.idle(next.compositionId) : null;
      if (!worker) continue;
      waiting.splice(waiting.indexOf(next), 1);
      planning += 1;
      void serve(worker, next);
    }
  };
  const crew = createPlanningCrew(size + 1, heapMb, dispatch);

  const forget = (compositionId: string) => {
    const isWanted = waiting.some((asked) => asked.compositionId === compositionId);
    if (!isWanted && !holders.isHeld(compositionId)) crew.forget(compositionId);
  };
  const letGo = (compositionId: string) => {
    if (holders.letGo(compositionId)) forget(compositionId);
  };
  const serve = async (worker: PlanningWorker, asked: Waiting) => {
    const callOff = endWhenOverdue(worker, timeoutMs);
    try {
      asked.resolve(await askForPlan(worker, asked));
    } catch (cause) {
      if (!stopped) refused.add(asked.key);
      asked.reject(planningFailed(cause));
    } finally {
      callOff();
      planning -= 1;
      dispatch();
      forget(asked.compositionId);
    }
  };
  const plan = (compositionId: string, request: PlanRequest) => {
    const key = keyOf(compositionId, request);
    const complaint = refusal(stopped, refused.has(key), waiting.length >= queue);
    if (complaint) return Promise.reject(planningFailed(new Error(complaint)));
    return new Promise<QueryPlan>((resolve, reject) => {
      waiting.push({ compositionId, request, key, resolve, reject });
      dispatch();
    });
  };

  return {
    async load(compositionId, supergraphSdl) {
      await crew.load(compositionId, supergraphSdl);
      holders.hold(compositionId);
      return {
        compositionId,
        release: () => letGo(compositionId),
        async plan(request) {
          if (holders.isHeld(compositionId)) return plan(compositionId, request);
          // A request that began on a graph already replaced.
          holders.hold(compositionId);
          await crew.load(compositionId, supergraphSdl);
          return plan(compositionId, request).finally(() => letGo(compositionId));
        },
      };
    },
    async stop() {
      stopped = true;
      for (const { reject } of waiting.splice(0)) reject(planningFailed(new Error(STOPPED)));
      await crew.stop();
    },
  };
}

const STOPPED = 'The planners have been stopped.';

function refusal(stopped: boolean, isRefused: boolean, isFull: boolean): string | null {
  if (stopped) return STOPPED;
  if (isRefused) return 'It could not be planned a short while ago.';
  return isFull ? 'Too many plans wait.' : null;
}

async function askForPlan(
  worker: PlanningWorker,
  { compositionId, request }: Waiting,
): Promise<QueryPlan> {
  const reply = await worker.ask({ kind: 'plan', compositionId, request });
  if (!reply.ok) throw new Error(reply.message);
  if (!reply.plan || reply.compositionId !== compositionId)
    throw new Error('Not the plan asked for.');
  return reply.plan;
}
