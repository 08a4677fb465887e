import { readGlossary } from './read-glossary.ts';
import { stemEnglish } from './stem-english.ts';
import { tokenise } from './tokenise.ts';

let read: ReadonlyMap<string, readonly string[]> | undefined;

/** English stems to Spanish words, the glossary turned round; read once. */
function reversed(): ReadonlyMap<string, readonly string[]> {
  if (read) return read;
  const words = new Map<string, string[]>();
  for (const { spanish, english } of readGlossary().values()) {
    for (const word of english) {
      const stem = stemEnglish(word);
      words.set(stem, [...(words.get(stem) ?? []), spanish]);
    }
  }
  read = words;
  return read;
}

/** The Spanish words that an English text may be about, each once: a gloss, not a translation. */
export function translateWords(text: string): readonly string[] {
  const glossary = reversed();
  return [...new Set(tokenise(text, 'en').flatMap((term) => glossary.get(term) ?? []))];
}
