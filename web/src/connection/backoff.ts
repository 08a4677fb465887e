/** How long retries wait, in milliseconds: never more than `cap`, and at first at most `base`. */
export type BackoffLimits = { readonly base: number; readonly cap: number };

/**
 * The wait before retry number `attempt` (0 is the first), in milliseconds: full jitter, so that clients which lost the
 * same server don't come back in step. `random` answers a number in [0, 1).
 */
export function backoff(
  attempt: number,
  { base, cap }: BackoffLimits,
  random: () => number = Math.random,
): number {
  return Math.round(random() * Math.min(cap, base * 2 ** Math.min(attempt, 30)));
}
