import type { Running } from './event-log.ts';

/** Remembers what was started and still runs, so that closing the owner stops it. */
export type Tracker = Running & { track(stop: () => Promise<void>): Running };

/** Makes a tracker. */
export function createTracker(): Tracker {
  const running = new Set<Running>();
  return {
    track(stop) {
      const one = {
        async stop() {
          running.delete(one);
          await stop();
        },
      };
      running.add(one);
      return one;
    },
    async stop() {
      await Promise.all([...running].map((one) => one.stop()));
    },
  };
}
