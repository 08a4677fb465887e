import { spawnWorker } from '../composition/spawn-worker.ts';
import type { PlannerHello, PlannerJob, PlannerReply } from './planner-messages.ts';
import { threadCpuMs } from './thread-cpu.ts';

/** One worker thread as the pool sees it: jobs are answered in order, one at a time. */
export type PlanningWorker = {
  /** Jobs not answered yet. */
  pending(): number;
  /** Resolves with the worker's answer; rejects when the worker ends first. */
  ask(job: PlannerJob): Promise<PlannerReply>;
  forget(compositionId: string): void;
  /** CPU time the thread has used, in milliseconds; null when unknown. */
  cpuMs(): number | null;
  /** Ends the thread, whatever it is doing. */
  end(): Promise<void>;
};

type Asked = { resolve(reply: PlannerReply): void; reject(reason: Error): void };

/**
 * Starts a planning worker. `onEnd` tells once that the thread is gone. It keeps the process alive only while it has
 * something to answer.
 */
export function startPlanningWorker(heapMb: number, onEnd: () => void): PlanningWorker {
  const worker = spawnWorker(new URL('./planner-worker.ts', import.meta.url), { heapMb });
  const asked: Asked[] = [];
  let threadId: number | null = null;
  let ended = false;

  const finish = (reason: Error) => {
    if (ended) return;
    ended = true;
    for (const { reject } of asked.splice(0)) reject(reason);
    onEnd();
  };
  worker.on('message', (message: PlannerReply | PlannerHello) => {
    if ('ok' in message) asked.shift()?.resolve(message);
    else threadId = message.threadId;
    if (asked.length === 0) worker.unref();
  });
  worker.on('error', finish);
  worker.on('exit', (code) => finish(new Error(`The planning worker ended with code ${code}.`)));

  return {
    pending: () => asked.length,
    cpuMs: () => threadCpuMs(threadId),
    forget: (compositionId) => worker.postMessage({ kind: 'forget', compositionId }),
    end: async () => void (await worker.terminate()),
    ask(job) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(new Error('The planning worker has ended.'));
        worker.ref();
        asked.push({ resolve, reject });
        worker.postMessage(job);
      });
    },
  };
}
