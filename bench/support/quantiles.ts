/** The middle, the 99th hundredth and the most of some figures, rounded to a tenth; the order they come in is free. */
export type Quantiles = { readonly count: number; p50: number; p99: number; most: number };

/** Sums figures up. Throws when there are none, or when one is missing. */
export function quantilesOf(figures: readonly number[]): Quantiles {
  if (figures.length === 0 || figures.some(Number.isNaN)) throw new Error('a figure is missing');
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) /
    10;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}
