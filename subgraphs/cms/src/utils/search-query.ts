import { foldText } from './fold-text.ts';

const MAX_WORDS = 10;

/** A PostgreSQL tsquery that finds every word of `text`, each as a beginning of a word; null when there is no word. */
export function searchQuery(text: string): string | null {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0
    ? words
        .slice(0, MAX_WORDS)
        .map((word) => `${word}:*`)
        .join(' & ')
    : null;
}
