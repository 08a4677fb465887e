/** A signal that follows another one and ends by itself after a time. */
export type CallDeadline = {
  readonly signal: AbortSignal;
  /** Whether the time ran out, rather than the followed signal. */
  hasTimedOut(): boolean;
  clear(): void;
};

/** Makes the deadline of one call to an instance; clear it when the call is over. */
export function callDeadline(followed: AbortSignal, timeoutMs: number): CallDeadline {
  const controller = new AbortController();
  let timedOut = false;
  const follow = () => controller.abort();
  const timer = setTimeout(() => {
    timedOut = !followed.aborted;
    controller.abort();
  }, timeoutMs);
  followed.addEventListener('abort', follow, { once: true });
  if (followed.aborted) controller.abort();
  return {
    signal: controller.signal,
    hasTimedOut: () => timedOut,
    clear() {
      clearTimeout(timer);
      followed.removeEventListener('abort', follow);
    },
  };
}
