/** Bounds retries to a share of the requests, so that a failing plugin is not buried under them. */
export type RetryBudget = {
  /** Counts a first attempt. */
  earn(): void;
  /** Whether one retry may be made; if so it is taken. */
  spend(): boolean;
};

const RESERVE = 10;

/** Makes a budget: each request earns a tenth of a retry; ten may be saved up. */
export function createRetryBudget(share = 0.1): RetryBudget {
  let saved = RESERVE;
  return {
    earn() {
      saved = Math.min(RESERVE, saved + share);
    },
    spend() {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
