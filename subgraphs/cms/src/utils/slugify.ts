const MAX_LENGTH = 80;

/** Lower-cases, drops accents, joins words by hyphens: `Café au lait` gives `cafe-au-lait`. Empty for a text without Latin letters. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '');
}
