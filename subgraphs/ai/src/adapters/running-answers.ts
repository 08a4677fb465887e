import { setTimeout as delay } from 'node:timers/promises';

/** A model that does not heed its signal is not waited for any longer. */
const LONGEST_WAIT_MS = 3_000;

/** Answers that are being written after their request was answered. */
export type RunningAnswers = {
  /** Aborts when the plugin stops. */
  readonly signal: AbortSignal;
  add(answer: Promise<void>): void;
};

/** Keeps count of running answers; `stop` interrupts them and waits until each has said so. */
export function createRunningAnswers(): RunningAnswers & { stop(): Promise<void> } {
  const controller = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    signal: controller.signal,
    add(answer) {
      running.add(answer);
      answer.finally(() => running.delete(answer)).catch(() => undefined);
    },
    async stop() {
      controller.abort();
      const late = delay(LONGEST_WAIT_MS, undefined, { ref: false });
      await Promise.race([Promise.allSettled(running), late]);
    },
  };
}
