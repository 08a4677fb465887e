/** Lower case without accents; each letter stays in its place, so that positions fit both texts. */
export function fold(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => letter.normalize('NFD').charAt(0).toLowerCase() || letter)
    .join('');
}

/** Words joined as `camelCase`; what is neither letter nor digit separates words. */
export function camel(text: string): string {
  const humps = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const words = fold(humps).match(/[a-z0-9]+/g) ?? [];
  return words.map((word, at) => (at === 0 ? word : capital(word))).join('');
}

/** Words joined as `PascalCase`. */
export function pascal(text: string): string {
  return capital(camel(text));
}

/** The first letter in upper case. */
function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Words joined as `SCREAMING_CASE`, as an enum's values are. */
export function screaming(text: string): string {
  const words = (fold(text).match(/[a-z0-9]+/g) ?? []).join('_').toUpperCase();
  return /^[0-9]/.test(words) ? `V_${words}` : words;
}
