import type { SparseVector } from '../models/vectors.ts';
import { hashTerm } from './hash-term.ts';
import { queryTerms } from './query-terms.ts';

/** The lexical vector of a question. */
export function queryVector(question: string): SparseVector {
  const entries = [...queryTerms(question)]
    .map(([term, weight]) => [hashTerm(term), weight] as const)
    .sort(([one], [other]) => one - other);
  return { indices: entries.map(([hash]) => hash), values: entries.map(([, weight]) => weight) };
}
