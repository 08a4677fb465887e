import { z } from 'zod';

const Sparse = z.object({ indices: z.array(z.number()), values: z.array(z.number()) });
const Condition = z.union([
  z.object({ key: z.string(), match: z.object({ value: z.string() }) }),
  z.object({ key: z.string(), match: z.object({ any: z.array(z.string()) }) }),
  z.object({ has_id: z.array(z.string()) }),
]);
export const Filter = z.object({
  must: z.array(Condition).optional(),
  must_not: z.array(Condition).optional(),
});
const Prefetch = z.object({
  query: z.union([z.array(z.number()), Sparse]),
  using: z.string(),
  filter: Filter.optional(),
  limit: z.number(),
});
export const Query = z.object({
  prefetch: z.array(Prefetch).optional(),
  query: z.object({ rrf: z.object({ k: z.number() }) }).optional(),
  filter: Filter.optional(),
  limit: z.number(),
});
export const Point = z.object({
  id: z.string(),
  vector: z.object({ dense: z.array(z.number()), words: Sparse }),
  payload: z.record(z.string(), z.unknown()),
});
export type Point = z.output<typeof Point>;

/** Whether a point passes a filter. */
export function passes({ id, payload }: Point, filter: z.output<typeof Filter> = {}): boolean {
  const holds = (condition: z.output<typeof Condition>) => {
    if ('has_id' in condition) return condition.has_id.includes(id);
    const value = String(payload[condition.key]);
    return 'any' in condition.match
      ? condition.match.any.includes(value)
      : condition.match.value === value;
  };
  return (filter.must ?? []).every(holds) && !(filter.must_not ?? []).some(holds);
}

/** Answers the query API as its documentation says: branches first, each filtered and cut, then fused by ranks. */
export function queryPoints(points: readonly Point[], query: z.output<typeof Query>) {
  const allowed = points.filter((point) => passes(point, query.filter));
  if (!query.prefetch) return allowed.slice(0, query.limit).map((point) => ({ point, score: 0 }));
  const k = query.query?.rrf.k ?? 2;
  const scores = new Map<Point, number>();
  for (const branch of query.prefetch) {
    const members = points.filter((point) => passes(point, branch.filter));
    const { query: asked } = branch;
    const scored = Array.isArray(asked)
      ? members.map((point) => ({ point, score: dot(point.vector.dense, asked) }))
      : lexical(points, members, asked);
    scored
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, branch.limit)
      .forEach(({ point }, rank) => {
        scores.set(point, (scores.get(point) ?? 0) + 1 / (k + rank));
      });
  }
  return [...scores]
    .filter(([point]) => allowed.includes(point))
    .map(([point, score]) => ({ point, score }))
    .sort((one, other) => other.score - one.score)
    .slice(0, query.limit);
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The `idf` modifier counts over the whole collection, whoever owns a point. */
function lexical(all: readonly Point[], members: readonly Point[], query: z.output<typeof Sparse>) {
  const rarity = new Map(
    query.indices.map((term) => {
      const count = all.filter((point) => wordsOf(point).has(term)).length;
      return [term, Math.log(1 + (all.length - count + 0.5) / (count + 0.5))];
    }),
  );
  return members.map((point) => {
    const own = wordsOf(point);
    const score = query.indices.reduce(
      (sum, term, at) =>
        sum + (query.values[at] ?? 0) * (own.get(term) ?? 0) * (rarity.get(term) ?? 0),
      0,
    );
    return { point, score };
  });
}

const known = new WeakMap<Point, ReadonlyMap<number, number>>();

function wordsOf(point: Point): ReadonlyMap<number, number> {
  const { indices, values } = point.vector.words;
  const words = known.get(point) ?? new Map(indices.map((term, at) => [term, values[at] ?? 0]));
  known.set(point, words);
  return words;
}
