/** Events and snapshots closer than this may hold the same thing, in milliseconds: so long may an event be under way. */
const QUIET_MS = 2_000;

/** Told of every snapshot and every event; has a snapshot taken again that may count an event twice, or not at all. */
export type CatchUp = {
  readonly snapshotTaken: () => void;
  readonly eventArrived: () => void;
  readonly stop: () => void;
};

/**
 * A snapshot's list and its count are read one after the other: what comes about in between is in one of them, and its
 * event tells of it once more. So a snapshot that was taken while events arrived is taken again, once, when no event has
 * come for a while. One without events around it is exact, and moved by events alone.
 */
export function createCatchUp(read: () => Promise<unknown>, quietMs = QUIET_MS): CatchUp {
  let [lastEvent, lastSnapshot] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = () => {
    clearTimeout(timer);
    timer = isOver ? undefined : setTimeout(readNow, quietMs);
  };
  const readNow = () => {
    timer = undefined;
    read().catch(plan);
  };
  return {
    snapshotTaken() {
      lastSnapshot = performance.now();
      if (lastSnapshot - lastEvent < quietMs) plan();
    },
    eventArrived() {
      lastEvent = performance.now();
      if (timer !== undefined || lastEvent - lastSnapshot < quietMs) plan();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
