const STEPS = [1, 2, 5, 10];

/** The top of a scale whose half is a whole number too: 2, 4, 10, 20, 40, 100, … `highest` fits below it. */
export function chartTop(highest: number): number {
  if (highest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(highest / 2));
  const step = STEPS.find((candidate) => candidate * power * 2 >= highest) ?? 10;
  return step * power * 2;
}
