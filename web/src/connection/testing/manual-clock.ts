import type { Clock } from '../clock.ts';

/** A clock that stands until it is moved. */
export type ManualClock = Clock & {
  /** Moves on by so many milliseconds, running what falls due in order, and lets promises settle between. */
  readonly advance: (milliseconds: number) => Promise<void>;
};

/** Makes a clock for tests, standing at zero. */
export function createManualClock(): ManualClock {
  let now = 0;
  const tasks = new Set<{ due: number; task: () => void }>();
  const nextDue = (limit: number) =>
    [...tasks].filter(({ due }) => due <= limit).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => now,
    after: (delay, task) => {
      const entry = { due: now + delay, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (let entry = nextDue(end); entry; entry = nextDue(end)) {
        tasks.delete(entry);
        now = entry.due;
        entry.task();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets what is already resolved run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
