/** What keeps first ranks from deciding alone (Cormack, Clarke and Büttcher 2009). */
const DAMPING = 60;

/** Fuses rankings: each item gets the sum of 1 / (60 + its rank) over the rankings it is in; best first. */
export function reciprocalRanks<Item>(
  rankings: readonly (readonly Item[])[],
): readonly { readonly item: Item; readonly score: number }[] {
  const scores = new Map<Item, number>();
  for (const ranking of rankings) {
    ranking.forEach((item, index) => {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (DAMPING + index + 1));
    });
  }
  return [...scores]
    .map(([item, score]) => ({ item, score }))
    .sort((one, other) => other.score - one.score);
}
