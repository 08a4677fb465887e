import glossary from '../../knowledge/glossary.json' with { type: 'json' };
import { tokenise } from './tokenise.ts';

/** A Spanish word or phrase with the English words it may mean. */
export type GlossaryRow = { readonly spanish: string; readonly english: readonly string[] };

let read: ReadonlyMap<string, GlossaryRow> | undefined;

/** The glossary by stemmed Spanish terms, joined by a blank where there are several; read once. */
export function readGlossary(): ReadonlyMap<string, GlossaryRow> {
  read ??= Object.entries(glossary).reduce((rows, [spanish, words]) => {
    const key = tokenise(spanish, 'es').join(' ');
    const present = rows.get(key);
    const english = [...(present?.english ?? []), ...words.split(' ')];
    return rows.set(key, { spanish: present?.spanish ?? spanish, english });
  }, new Map<string, GlossaryRow>());
  return read;
}
