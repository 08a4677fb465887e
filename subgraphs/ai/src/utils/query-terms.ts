import { detectLanguage } from './detect-language.ts';
import { relatedWords } from './related-words.ts';
import { stemEnglish } from './stem-english.ts';
import { tokenise } from './tokenise.ts';
import { translateTerms } from './translate-terms.ts';

/** A word of the glossary may be the wrong one, and one of the same field is not the word that was asked for. */
const TRANSLATED = 0.7;
const RELATED = 0.4;

/**
 * What a question asks for, each term with its weight: its own words, for a Spanish one the English words that the glossary
 * knows, and what this platform calls such things.
 */
export function queryTerms(question: string): ReadonlyMap<string, number> {
  const language = detectLanguage(question);
  const own = tokenise(question, language);
  const translated = language === 'es' ? translateTerms(own).map(stemEnglish) : [];
  const plain = language === 'es' ? tokenise(question, 'en') : [];
  const english = language === 'es' ? translated : own;
  const weights = new Map<string, number>();
  const add = (terms: readonly string[], weight: number) => {
    for (const term of terms) if (!weights.has(term)) weights.set(term, weight);
  };
  add(own, 1);
  add(translated, TRANSLATED);
  add(plain, TRANSLATED);
  add(english.flatMap(relatedWords), language === 'es' ? RELATED * TRANSLATED : RELATED);
  return weights;
}
