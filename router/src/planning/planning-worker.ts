import { spawnWorker } from '../composition/spawn-worker.ts';
import type { PlannerJob, PlannerReply } from './planner-messages.ts';

/** One worker thread as the pool sees it: jobs are answered in order, one at a time. */
export type PlanningWorker = {
  /** Jobs not answered yet. */
  pending(): number;
  /** Resolves with the worker's answer; rejects when the worker ends first. */
  ask(job: Exclude<PlannerJob, { kind: 'forget' }>): Promise<PlannerReply>;
  forget(compositionId: string): void;
  /** Ends the thread, whatever it is doing. */
  end(): Promise<void>;
};

/**
 * Starts a planning worker. `onEnd` tells once that the thread is gone, and why. It keeps the process alive only while
 * it has something to answer.
 */
export function startPlanningWorker(
  heapMb: number,
  onEnd: (reason: Error) => void,
): PlanningWorker {
  const worker = spawnWorker(new URL('./planner-worker.ts', import.meta.url), { heapMb });
  const waiting: { resolve(reply: PlannerReply): void; reject(reason: Error): void }[] = [];
  let ended = false;

  const finish = (reason: Error) => {
    if (ended) return;
    ended = true;
    for (const { reject } of waiting.splice(0)) reject(reason);
    onEnd(reason);
  };
  worker.on('message', (reply: PlannerReply) => {
    waiting.shift()?.resolve(reply);
    if (waiting.length === 0) worker.unref();
  });
  worker.on('error', finish);
  worker.on('exit', (code) => finish(new Error(`The planning worker ended with code ${code}.`)));

  return {
    pending: () => waiting.length,
    ask(job) {
      worker.ref();
      return new Promise((resolve, reject) => {
        if (ended) return reject(new Error('The planning worker has ended.'));
        waiting.push({ resolve, reject });
        worker.postMessage(job);
      });
    },
    forget: (compositionId) => worker.postMessage({ kind: 'forget', compositionId }),
    async end() {
      await worker.terminate();
    },
  };
}
