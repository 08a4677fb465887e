/** The first of these languages that a wish such as `en-GB` names, else `otherwise`. */
export function pickLanguage<Language extends string>(
  wish: string | null | undefined,
  spoken: readonly Language[],
  otherwise: Language,
): Language {
  const wanted = wish?.trim().split(/[-_]/)[0]?.toLowerCase();
  return spoken.find((language) => language === wanted) ?? otherwise;
}
