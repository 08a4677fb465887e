import type { Embedder } from '../../models/embedder.ts';
import { detectLanguage } from '../../utils/detect-language.ts';
import { hashTerm } from '../../utils/hash-term.ts';
import { normaliseVector } from '../../utils/normalise-vector.ts';
import { tokenise } from '../../utils/tokenise.ts';

const DIMENSIONS = 2048;
const GRAM = 4;
/** A gram says less than a word. */
const GRAM_WEIGHT = 0.35;

/** Vectors from hashed words and their four-letter grams: no model, no network, the same in every process. */
export const hashedEmbedder: Embedder = {
  name: 'hashed-2048',
  dimensions: DIMENSIONS,
  embed: async (texts) => texts.map(embedText),
};

function embedText(text: string): Float32Array {
  const counts = new Map<string, number>();
  for (const word of tokenise(text, detectLanguage(text))) {
    add(counts, word, 1);
    const edged = `_${word}_`;
    for (let at = 0; at + GRAM <= edged.length; at++) {
      add(counts, `#${edged.slice(at, at + GRAM)}`, GRAM_WEIGHT);
    }
  }
  const vector = new Float32Array(DIMENSIONS);
  for (const [term, count] of counts) {
    const hash = hashTerm(term);
    const sign = hash & 1 ? 1 : -1;
    const place = (hash >>> 1) % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + sign * Math.log1p(count);
  }
  return normaliseVector(vector);
}

function add(counts: Map<string, number>, term: string, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight);
}
