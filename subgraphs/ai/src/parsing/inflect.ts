/** A Spanish noun in the singular, as far as its ending tells: `clientes`, `almacenes`, `luces`. */
export function singularEs(word: string): string {
  if (/ces$/.test(word)) return word.replace(/ces$/, 'z');
  if (/iones$/.test(word)) return word.replace(/ones$/, 'ón');
  if (/[aeiouáéíóú][lrnd]es$/.test(word) || /[eiouí]ses$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[aeiouáéíóú]s$/.test(word) ? word.slice(0, -1) : word;
}

/** A Spanish noun in the plural. */
export function pluralEs(word: string): string {
  if (/[sx]$/.test(word) && !/[áéíóú]s$/.test(word)) return word;
  if (/z$/.test(word)) return word.replace(/z$/, 'ces');
  if (/ón$/.test(word)) return word.replace(/ón$/, 'ones');
  return /[aeiouáéó]$/.test(word) ? `${word}s` : `${word}es`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  mice: 'mouse',
  feet: 'foot',
  teeth: 'tooth',
  leaves: 'leaf',
  shelves: 'shelf',
  movies: 'movie',
  series: 'series',
};

/** An English noun in the singular. */
export function singularEn(word: string): string {
  const known = IRREGULAR[word];
  if (known) return known;
  if (/[^aeiou]ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return /[^su]s$/.test(word) && word.length > 3 && !/(?:is|us|ss)$/.test(word)
    ? word.slice(0, -1)
    : word;
}

/** An English noun in the plural. */
export function pluralEn(word: string): string {
  const known = Object.entries(IRREGULAR).find(([, one]) => one === word);
  if (known) return known[0];
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies');
  return /(?:s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}
