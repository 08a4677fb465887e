import type { SparseVector } from '../models/vectors.ts';
import { hashTerm } from './hash-term.ts';

/** BM25's two parameters (Robertson and Zaragoza 2009), and the length that counts as average. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.4;
const AVERAGE_LENGTH = 220;

/** Terms with what each occurrence of theirs counts. */
export type WeightedTerms = { readonly terms: readonly string[]; readonly weight: number };

/**
 * The document's part of BM25 as a sparse vector: how often each term occurs, fields weighted, saturated, and set against
 * the length. The other part, how rare a term is, is the store's to add when it is asked.
 */
export function lexicalVector(fields: readonly WeightedTerms[]): SparseVector {
  const counts = new Map<number, number>();
  let length = 0;
  for (const { terms, weight } of fields) {
    length += terms.length * weight;
    for (const term of terms) {
      const hash = hashTerm(term);
      counts.set(hash, (counts.get(hash) ?? 0) + weight);
    }
  }
  const norm = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * length) / AVERAGE_LENGTH);
  const entries = [...counts].sort(([a], [b]) => a - b);
  return {
    indices: entries.map(([hash]) => hash),
    values: entries.map(([, count]) => (count * (SATURATION + 1)) / (count + norm)),
  };
}
