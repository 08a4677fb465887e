const WINDOW_MS = 60_000;
const MOST_EXITS = 5;
const FIRST_DELAY_MS = 500;

/** Decides about a process that ended by itself. */
export type RestartPolicy = {
  /** After how many milliseconds it is started again; null: it has ended too often, and is left out. */
  afterExit(): number | null;
};

/** Twice the time at each exit within a minute; the fifth is the last. `now` in milliseconds. */
export function createRestartPolicy(now: () => number = () => performance.now()): RestartPolicy {
  let exits: readonly number[] = [];
  return {
    afterExit() {
      exits = [...exits.filter((at) => now() - at < WINDOW_MS), now()];
      return exits.length >= MOST_EXITS ? null : FIRST_DELAY_MS * 2 ** (exits.length - 1);
    },
  };
}
