/** Lets a number of callers through at once; the others wait in the order in which they came. */
export type Gate = {
  /** Runs the work when its turn has come. */
  through<Result>(work: () => Promise<Result>): Promise<Result>;
};

/** Makes a gate for `width` callers at once. */
export function createGate(width: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];

  return {
    async through(work) {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}
