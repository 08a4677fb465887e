import type { Language } from '../models/knowledge-entry.ts';
import { foldAccents } from './fold-accents.ts';
import { isStopword } from './is-stopword.ts';
import { splitIdentifier } from './split-identifier.ts';
import { stemEnglish } from './stem-english.ts';
import { stemSpanish } from './stem-spanish.ts';

const IDENTIFIER = /[A-Za-z0-9]+/g;
const STEMMERS = { en: stemEnglish, es: stemSpanish };

/**
 * The terms of a text or of code: identifiers whole and split at their humps, stop words left out, stemmed by the rules of
 * `language`. A term occurs as often as its word does.
 */
export function tokenise(text: string, language: Language): readonly string[] {
  const stem = STEMMERS[language];
  return (foldAccents(text).match(IDENTIFIER) ?? []).flatMap((identifier) => {
    const parts = splitIdentifier(identifier);
    const terms = parts.filter((part) => part.length > 1 && !isStopword(part)).map(stem);
    return parts.length > 1 ? [identifier.toLowerCase(), ...terms] : terms;
  });
}
