import { detectLanguage } from './detect-language.ts';
import { relatedWords } from './related-words.ts';
import { stemEnglish } from './stem-english.ts';
import { tokenise } from './tokenise.ts';
import { translateTerms } from './translate-terms.ts';

/** How much of a question a text is about: the share, 0 to 1, of its words that are there, as such, translated or renamed. */
export function termCoverage(question: string, text: string): number {
  const language = detectLanguage(question);
  const present = new Set([...tokenise(text, 'en'), ...tokenise(text, 'es')]);
  const terms = [...new Set(tokenise(question, language))];
  const found = terms.filter((term) => {
    const english = language === 'es' ? translateTerms([term]).map(stemEnglish) : [term];
    return [term, ...english, ...english.flatMap(relatedWords)].some((word) => present.has(word));
  });
  return terms.length === 0 ? 0 : found.length / terms.length;
}
