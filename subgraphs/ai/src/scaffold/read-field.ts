import { FieldSpec } from '../models/plugin-spec.ts';
import { camel, fold, screaming } from '../parsing/fold.ts';
import { isReservedField } from '../parsing/reserved.ts';
import { TYPE_WORDS } from '../parsing/type-words.ts';
import { wordOf } from '../parsing/word-of.ts';

/** What one piece of a list of fields was read as, or why it can't be and how to mend it. */
export type ReadField = { readonly field: FieldSpec } | { readonly fault: string };

type Kind = Pick<FieldSpec, 'type'> & Partial<Pick<FieldSpec, 'values' | 'target' | 'format'>>;

const TYPES =
  'String, Int, Decimal, Money, Boolean, Date, DateTime, Email, Url, a closed set such as DRAFT|SENT';
const NAME = /^[a-z][a-zA-Z0-9]{0,39}$/;

/**
 * Reads `precio:Money`. A `?` after the type makes it optional, the word `unique` the only one of its value; a field
 * without type is what its name means (`correo` is an address), or text.
 */
export function readField(piece: string, knownTypes: readonly string[]): ReadField {
  const [given = '', ...rest] = piece.split(':');
  const name = given.trim();
  if (!NAME.test(name)) return { fault: badName(name) };
  if (isReservedField(name)) {
    return { fault: `"${name}": the platform keeps it itself, leave it out` };
  }
  const written = rest.join(':').trim();
  const unique = /\sunique$/i.test(written);
  const bare = written.replace(/\s+unique$/i, '').trim();
  const kind = kindOf(name, bare.replace(/[?!]$/, ''), knownTypes);
  if (kind === null) return { fault: badType(name, bare, knownTypes) };
  const parsed = FieldSpec.safeParse({
    ...kind,
    name,
    label: labelOf(name),
    unique,
    required: !bare.endsWith('?'),
  });
  if (parsed.success) return { field: parsed.data };
  return { fault: `"${name}": ${parsed.error.issues.map(({ message }) => message).join('; ')}` };
}

/** The field that a word of the vocabulary means: `existencias!` is unique, `descripcion?` optional. */
export function fieldOfWord(text: string, name: (word: string) => string): FieldSpec {
  const word = wordOf(text.replace(/[!?]/g, '').replaceAll('_', ' '));
  const { type, es, en, values, min, format } = word;
  return FieldSpec.parse({
    name: name(text.replace(/[!?]/g, '')),
    type,
    label: { es, en },
    required: !text.includes('?'),
    unique: text.includes('!'),
    values,
    min,
    format,
  });
}

function kindOf(name: string, type: string, knownTypes: readonly string[]): Kind | null {
  if (type === '') {
    const word = wordOf(name);
    return { type: word.type, values: [...word.values], format: word.format };
  }
  if (type.includes('|')) {
    const values = [...new Set(type.split('|').map(screaming))];
    return values.length > 1 && values.every(Boolean) ? { type: 'ENUM', values } : null;
  }
  if (knownTypes.includes(type)) return { type: 'RELATION', target: type };
  const folded = fold(type);
  if (folded === 'email' || folded === 'url') {
    return { type: 'TEXT', format: folded === 'email' ? 'EMAIL' : 'URL' };
  }
  const known = Object.hasOwn(TYPE_WORDS, folded) ? TYPE_WORDS[folded] : undefined;
  return known ? { type: known } : null;
}

/** Words of the vocabulary in both languages; another name is its own label. */
function labelOf(name: string): FieldSpec['label'] {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const { es, en } = wordOf(apart);
  return { es: es || apart, en: en || apart };
}

function badName(name: string): string {
  const meant = camel(name).replace(/^[0-9]+/, '');
  const mended = NAME.test(meant) ? `: write ${meant}` : '';
  return `"${name}": a field is named in camelCase, letters a to z and digits${mended}`;
}

function badType(name: string, type: string, knownTypes: readonly string[]): string {
  const entities = knownTypes.length > 0 ? `, or an entity (${knownTypes.join(', ')})` : '';
  return `"${name}: ${type}": there is no such type; there are ${TYPES}${entities}`;
}
