/** Time as the connection sees it; tests pass their own. Milliseconds everywhere. */
export type Clock = {
  readonly now: () => number;
  /** Runs `task` once after `delay`; the answer calls it off. */
  readonly after: (delay: number, task: () => void) => () => void;
};

/** The browser's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delay, task) => {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delay` milliseconds, or at once when `signal` aborts. */
export function pause(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(delay, resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}

/** A deadline that can be called off: `start` does nothing while it runs. */
export function createDeadline(clock: Clock, delay: number, task: () => void) {
  let cancel: (() => void) | null = null;
  return {
    start: () => {
      cancel ??= clock.after(delay, () => {
        cancel = null;
        task();
      });
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
