import type { ServerResponse } from 'node:http';

/** A signal for one request. */
export type Deadline = {
  readonly signal: AbortSignal;
  /** Takes the time limit away: streams end when the client goes. */
  lift(): void;
  /** Lets go of the timer and the listener. */
  clear(): void;
};

/** Aborts when the client goes away before the answer is written, or after `timeoutMs`. */
export function requestDeadline(response: ServerResponse, timeoutMs: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const gone = () => {
    if (!response.writableFinished) controller.abort();
  };
  response.once('close', gone);
  return {
    signal: controller.signal,
    lift: () => clearTimeout(timer),
    clear() {
      clearTimeout(timer);
      response.off('close', gone);
    },
  };
}
