/** Does work on things, a few at a time, again and again until it succeeds. */
export type RetryQueue<Item> = {
  /** A thing that waits already is not added twice. */
  add(item: Item): void;
  stop(): void;
};

/** Makes a queue. `work` answers whether it succeeded and never rejects; `retryMs` passes before the next attempt. */
export function createRetryQueue<Item>(
  work: (item: Item) => Promise<boolean>,
  { width = 8, retryMs = 1_000 }: { readonly width?: number; readonly retryMs?: number },
): RetryQueue<Item> {
  const waiting = new Set<Item>();
  const timers = new Set<NodeJS.Timeout>();
  let running = 0;

  const addLater = (item: Item) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      add(item);
    }, retryMs);
    timer.unref();
    timers.add(timer);
  };
  const run = async (item: Item) => {
    running += 1;
    const hasSucceeded = await work(item);
    running -= 1;
    if (!hasSucceeded) addLater(item);
    pump();
  };
  const pump = () => {
    for (const item of waiting) {
      if (running >= width) return;
      waiting.delete(item);
      void run(item);
    }
  };
  const add = (item: Item) => {
    waiting.add(item);
    pump();
  };
  return {
    add,
    stop() {
      waiting.clear();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
