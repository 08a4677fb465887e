/** Takes accents and other marks off letters, `canción` → `cancion`, and keeps case. */
export function foldAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
