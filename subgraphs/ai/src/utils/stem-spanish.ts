const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:me|te|se|lo|la|le|nos|los|las|les)(?<=[aei]r\w{2,3})$/, ''],
  [/(?:amientos?|imientos?)$/, ''],
  [/(?:aciones|acion|adores|adoras|adora|ador|ancias?|antes?)$/, ''],
  [/(?:iciones|icion|idores|idoras|idora|idor)$/, ''],
  [/(?:idades|idad|mente|ivas?|ivos?)$/, ''],
  [/(?:aban|aba|ando|adas?|ados?|aron|aran|ara|amos|ar)$/, ''],
  [/(?:iendo|idas?|idos?|ieron|iran|ira|imos|emos|er|ir)$/, ''],
  [/(?:ciones|cion)$/, 'c'],
  [/ces$/, 'z'],
  [/(?:es|os|as|s|en|an)$/, ''],
  [/[aeo]$/, ''],
  [/qu$/, 'c'],
  [/gu$/, 'g'],
];
const SHORTEST_STEM = 3;

/** A light Spanish stemmer for words without accents: `publicar`, `publicada` and `publicaciones` meet. */
export function stemSpanish(word: string): string {
  return ENDINGS.reduce((stem, [ending, instead]) => {
    const shorter = stem.replace(ending, instead);
    return shorter.length >= SHORTEST_STEM ? shorter : stem;
  }, word);
}
