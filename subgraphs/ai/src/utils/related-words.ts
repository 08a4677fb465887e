import synonyms from '../../knowledge/synonyms.json' with { type: 'json' };
import { stemEnglish } from './stem-english.ts';

let read: ReadonlyMap<string, readonly string[]> | undefined;

/** The words that this platform uses for what others call by an English term (a stem), such as `post` for article. */
export function relatedWords(term: string): readonly string[] {
  read ??= new Map(
    Object.entries(synonyms).map(([word, ours]) => [
      stemEnglish(word),
      ours.split(' ').map(stemEnglish),
    ]),
  );
  return read.get(term) ?? [];
}
