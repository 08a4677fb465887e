/** Runs jobs side by side and hands their results over in the order in which the jobs came. */
export type OrderedLane<Result> = {
  /** Starts a job; resolves when there is room for the next one. */
  push(job: () => Promise<Result>, deliver: (result: Result) => void): Promise<void>;
  /** Resolves when everything pushed so far was handed over. */
  idle(): Promise<void>;
};

/** Makes a lane of `width` jobs at once. Jobs must not reject, and `deliver` must not throw. */
export function createOrderedLane<Result>(width: number): OrderedLane<Result> {
  let tail: Promise<void> = Promise.resolve();
  const places: Promise<void>[] = [];

  return {
    async push(job, deliver) {
      const result = job();
      const place = tail.then(async () => deliver(await result));
      tail = place;
      places.push(place);
      if (places.length >= width) await places.shift();
    },
    idle: () => tail,
  };
}
