import type { KnowledgeDraft } from '../models/knowledge-entry.ts';
import type { SparseVector } from '../models/vectors.ts';
import { detectLanguage } from './detect-language.ts';
import { lexicalVector } from './lexical-vector.ts';
import { tokenise } from './tokenise.ts';

/** What a word counts by where it stands; a name says more than a body. */
const WEIGHTS = { title: 4, path: 1.5, summary: 2.5, text: 1 };

/** The lexical vector of a piece of knowledge: name, place, both summaries and text. */
export function entryVector({ title, source, summaries, text }: KnowledgeDraft): SparseVector {
  const path = source.split('#')[0] ?? '';
  return lexicalVector([
    { terms: tokenise(title, 'en'), weight: WEIGHTS.title },
    { terms: tokenise(path, 'en'), weight: WEIGHTS.path },
    { terms: tokenise(summaries.en, 'en'), weight: WEIGHTS.summary },
    { terms: tokenise(summaries.es, 'es'), weight: WEIGHTS.summary },
    { terms: tokenise(text, detectLanguage(text)), weight: WEIGHTS.text },
  ]);
}
