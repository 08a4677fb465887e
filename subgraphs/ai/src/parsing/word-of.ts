import { FIELD_WORDS, type FieldWord } from './field-words.ts';
import { camel, fold } from './fold.ts';
import { meantWord } from './near.ts';

/** Entries by their words in either language, then by their names; the first of the table wins. */
export const WORDS: ReadonlyMap<string, FieldWord> = new Map(
  [
    ...FIELD_WORDS.flatMap((word) => [word.es, word.en].map((form) => [fold(form), word] as const)),
    ...FIELD_WORDS.map((word) => [fold(word.name), word] as const),
  ].reverse(),
);

/** What the words mean: the whole phrase, or its parts translated one by one with the type of its head. */
export function wordOf(phrase: string): FieldWord {
  const folded = fold(phrase).replace(/_/g, ' ').replace(/\s+/g, ' ').trim();
  const whole = WORDS.get(folded) ?? WORDS.get(folded.replace(/s$/, ''));
  if (whole) return whole;
  const spanish = /^(.+?)\s+(?:de la|de los|de las|de|del|of the|of)\s+(.+)$/.exec(folded);
  if (spanish) return joined(phrase, spanish[1] ?? '', spanish[2] ?? '');
  const parts = folded.split(' ');
  if (parts.length === 1) {
    const meant = meantWord(folded, WORDS.keys());
    return WORDS.get(meant) ?? guessed(phrase, plain(phrase));
  }
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const head = WORDS.get(last) ?? WORDS.get(first);
  const name = camel(parts.map((part) => WORDS.get(part)?.name ?? part).join(' '));
  return guessed(phrase, { ...plain(phrase), ...(head && typing(head)), name });
}

/** "correo del cliente" and "email of the customer": the head comes last in the name. */
function joined(phrase: string, head: string, rest: string): FieldWord {
  const first = WORDS.get(head);
  const second = WORDS.get(rest)?.name ?? camel(rest);
  const isCount = /^(?:numero|cantidad|total|number|count)$/.test(head) && /s$/.test(rest);
  const name = camel(`${second} ${first?.name ?? head}`);
  const base = { ...plain(phrase), ...(first && typing(first)), name };
  return isCount ? { ...base, type: 'INTEGER', min: 0, values: [], format: null } : base;
}

function typing({ type, values, min, format }: FieldWord) {
  return { type, values, min, format };
}

/** A word that no table knows: text, by its own name. */
export function plain(phrase: string): FieldWord {
  const label = phrase
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/_/g, ' ')
    .trim()
    .toLowerCase();
  return {
    name: camel(phrase),
    type: 'TEXT',
    es: label,
    en: label,
    values: [],
    min: null,
    format: null,
  };
}

/** A word that is not known: its form may still tell its type. */
function guessed(phrase: string, word: FieldWord): FieldWord {
  if (word.type !== 'TEXT') return word;
  const folded = fold(phrase);
  if (/^(?:fecha|dia)\b|\bdate$|^date\b/.test(folded)) return { ...word, type: 'DATE' };
  if (/^(?:precio|coste|costo|importe)\b|\b(?:price|cost|amount|fee)$/.test(folded))
    return { ...word, type: 'MONEY', min: 0 };
  if (/^(?:numero de|cantidad|num) |\bcount$/.test(folded))
    return { ...word, type: 'INTEGER', min: 0 };
  return /^(?:es|esta|tiene|is|has) \S+$/.test(folded) ? { ...word, type: 'BOOLEAN' } : word;
}
