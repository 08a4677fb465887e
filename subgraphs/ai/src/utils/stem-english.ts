const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(ss|x|ch|sh)es$/, '$1'],
  [/ies$/, 'y'],
  [/(?<![su])s$/, ''],
  [/(at|bl|iz)ed$/, '$1e'],
  [/([bdfgklmnprt])\1(?:ed|ing)$/, '$1'],
  [/(?:ed|ing)$/, ''],
  [/ization$/, 'ize'],
  [/ational$/, 'ate'],
  [/(at)ion$/, '$1e'],
  [/(?<=[st])ion$/, ''],
  [/(?:ments?|ness|fully|ly|ful|er|or)$/, ''],
  [/e$/, ''],
];
const SHORTEST_STEM = 3;

/** A light English stemmer: `published`, `publishes` and `publisher` meet. An ending goes only if three letters stay. */
export function stemEnglish(word: string): string {
  return ENDINGS.reduce((stem, [ending, instead]) => {
    const shorter = stem.replace(ending, instead);
    return shorter.length >= SHORTEST_STEM ? shorter : stem;
  }, word);
}
