import { QUARANTINE_RULE } from '@gestas/sdk';

const { windowMs, mostEnds } = QUARANTINE_RULE;
const FIRST_DELAY_MS = 500;

/** Decides about a process that ended by itself. */
export type RestartPolicy = {
  /** After how many milliseconds it is started again; null: it has ended too often, and is left out. */
  afterExit(): number | null;
};

/**
 * Twice the time at each exit within a minute; the fourth is the last, by which routers take the plugin out. `now` in
 * milliseconds.
 */
export function createRestartPolicy(now: () => number = () => performance.now()): RestartPolicy {
  let exits: readonly number[] = [];
  return {
    afterExit() {
      exits = [...exits.filter((at) => now() - at < windowMs), now()];
      return exits.length > mostEnds ? null : FIRST_DELAY_MS * 2 ** (exits.length - 1);
    },
  };
}
