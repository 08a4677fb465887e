/** The languages the client speaks. */
export const LANGUAGES = ['es', 'en'] as const;

/** A language the client speaks. */
export type Language = (typeof LANGUAGES)[number];

/**
 * Picks the language to start with: the one chosen before, else the first of the browser's that is spoken here
 * (`en-GB` counts as `en`), else Spanish.
 */
export function pickLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const wishes = [chosen ?? '', ...preferred].map((wish) => wish.split('-')[0]?.toLowerCase());
  return wishes.map(toLanguage).find((language) => language !== null) ?? 'es';
}

function toLanguage(name: string | undefined): Language | null {
  return LANGUAGES.find((language) => language === name) ?? null;
}
