import type { SparseVector, Vectors } from '../../models/vectors.ts';

/** An exact index in memory: every question is compared with everything. */
export type FlatIndex = {
  /** The places of the nearest vectors, best first, by meaning and by words, without those that share nothing. */
  search(query: Vectors, limit: number): { readonly dense: number[]; readonly sparse: number[] };
};

type Posting = { readonly places: number[]; readonly values: number[] };

/** Indexes vectors by their place in the list. Dense values are kept in a byte each: 2 KB for 2,048 dimensions. */
export function createFlatIndex(vectors: readonly Vectors[]): FlatIndex {
  // Nothing below holds on to the given vectors, which are four times as large.
  const dense = vectors.map((vector) => quantise(vector.dense));
  const size = vectors.length;
  const postings = new Map<number, Posting>();
  vectors.forEach(({ sparse }, place) => {
    sparse.indices.forEach((term, at) => {
      const posting = postings.get(term) ?? { places: [], values: [] };
      posting.places.push(place);
      posting.values.push(sparse.values[at] ?? 0);
      postings.set(term, posting);
    });
  });
  return {
    search: (query, limit) => ({
      dense: best(
        dense.map((vector) => dot(vector, query.dense)),
        limit,
      ),
      sparse: best(lexicalScores(postings, size, query.sparse), limit),
    }),
  };
}

/** BM25: each term's part of the document, times how rare the term is. */
function lexicalScores(postings: ReadonlyMap<number, Posting>, size: number, query: SparseVector) {
  const scores = new Array<number>(size).fill(0);
  query.indices.forEach((term, at) => {
    const posting = postings.get(term);
    if (!posting) return;
    const count = posting.places.length;
    const rarity = Math.log(1 + (size - count + 0.5) / (count + 0.5));
    const weight = rarity * (query.values[at] ?? 0);
    posting.places.forEach((place, index) => {
      scores[place] = (scores[place] ?? 0) + weight * (posting.values[index] ?? 0);
    });
  });
  return scores;
}

function best(scores: readonly number[], limit: number): number[] {
  return scores
    .map((score, place) => ({ score, place }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ place }) => place);
}

const LARGEST = 127;

function quantise(vector: Float32Array): Int8Array {
  const most = vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  return Int8Array.from(vector, (value) => Math.round((value / most) * LARGEST));
}

function dot(vector: Int8Array, query: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < query.length; at++) sum += (vector[at] ?? 0) * (query[at] ?? 0);
  return sum;
}
