/**
 * Milliseconds to wait before retry number `attempt` (from 0): random between 0 and an exponentially growing bound,
 * so that clients which failed together do not come back together. Source: "Exponential Backoff And Jitter", AWS, 2015.
 */
export function fullJitter(
  attempt: number,
  bounds: { readonly baseMs: number; readonly maxMs: number },
  random: () => number = Math.random,
): number {
  return Math.floor(random() * Math.min(bounds.maxMs, bounds.baseMs * 2 ** Math.min(attempt, 30)));
}
