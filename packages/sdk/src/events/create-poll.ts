import type { Running } from './event-log.ts';

/** Runs `work` at once and then `everyMs` after each run's end; `stop` waits for a run in progress. `work` never throws. */
export function createPoll(work: () => Promise<void>, everyMs: number): Running {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let run = Promise.resolve();

  function start(): void {
    run = work().then(() => {
      if (!stopped) timer = setTimeout(start, everyMs);
    });
  }

  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await run;
    },
  };
}
