/** Lower case without accents, for searching: `Canción` gives `cancion`. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
