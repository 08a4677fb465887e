import { readGlossary } from './read-glossary.ts';

const LONGEST_PHRASE = 2;

/** The English words that stemmed Spanish terms may mean, by the glossary; phrases before words. */
export function translateTerms(terms: readonly string[]): readonly string[] {
  const glossary = readGlossary();
  const english: string[] = [];
  for (let at = 0; at < terms.length; ) {
    const phrase = [LONGEST_PHRASE, 1]
      .map((length) => terms.slice(at, at + length))
      .find((part) => glossary.has(part.join(' ')));
    english.push(...((phrase && glossary.get(phrase.join(' '))?.english) ?? []));
    at += phrase?.length ?? 1;
  }
  return english;
}
