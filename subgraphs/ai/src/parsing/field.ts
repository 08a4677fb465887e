import type { Language } from '../models/generation-record.ts';
import type { FieldSpec } from '../models/plugin-spec.ts';
import { typeNameOf } from './entity.ts';
import type { FieldWord } from './field-words.ts';
import { camel, fold, screaming } from './fold.ts';
import { TYPE_WORDS } from './type-words.ts';
import { plain, WORDS, wordOf } from './word-of.ts';

/** A field read from its piece of the request. */
export type ReadField = FieldSpec & {
  /** An ENUM whose values the request does not list. */
  readonly assumedValues: boolean;
  /** Whether the least value was not in the request. */
  readonly assumedMin: boolean;
};

const OPTIONAL =
  /\b(?:opcional(?:es)?|optional(?:ly)?|opcionalmente|nullable|si (?:hay|tiene)|if any)\b/;
const REQUIRED = /\b(?:obligatori[oa]s?|requerid[oa]s?|required|mandatory)\b/;
const UNIQUE = /\b(?:unic[oa]s?|unique|sin repetir|no repetid[oa]|irrepetible)\b/;
const RELATION =
  /\b(?:relacion(?:ad[oa])?(?: con| a| de)?|referencia(?: a)?|vinculad[oa](?: a| con)|pertenece a|asignad[oa] a|que es|enlazad[oa] (?:a|con)|relation(?: to| with)?|reference(?: to)?|linked to|belongs to|belonging to|assigned to|related to|of type|ref)\b/;
const LEADING =
  /^(?:el|la|los|las|un|una|unos|unas|su|sus|a|an|the|its|their|cada|each|one|de|of|que|tipo|campo|field)\s+/;

/** Reads one piece, such as "precio (dinero, opcional)" or "belongs to a customer"; null when it names nothing. */
export function readField(piece: string, language: Language): ReadField | null {
  const marks = fold(piece);
  const range = /\[(-?\d+)\.\.(-?\d+)\]/.exec(marks);
  const relation = relationOf(piece, language);
  const name = relation?.name ?? nameOf(piece);
  if (!/[a-z]/.test(camel(name))) return null;
  const word = relation ? relationWord(name) : wordOf(name);
  const listed = relation ? [] : valuesOf(piece);
  const type = typeOf(piece, word, listed, relation !== null);
  const least = minOf(marks, range);
  const min = least ?? (numeric(type) ? word.min : null);
  return {
    name: word.name,
    type,
    label: { es: word.es, en: word.en },
    required: !OPTIONAL.test(marks),
    unique: UNIQUE.test(marks) && type !== 'BOOLEAN' && type !== 'MONEY',
    ...enumOf(type, listed, word),
    target: relation?.target ?? null,
    min,
    max: range && numeric(type) ? Number(range[2]) : null,
    format: type === 'TEXT' ? word.format : null,
    assumedMin: min !== null && least === null,
  };
}

function enumOf(type: FieldSpec['type'], listed: readonly string[], word: FieldWord) {
  if (type !== 'ENUM') return { values: [], assumedValues: false };
  return listed.length > 0
    ? { values: [...listed], assumedValues: false }
    : { values: [...word.values], assumedValues: true };
}

function numeric(type: FieldSpec['type']): boolean {
  return type === 'INTEGER' || type === 'DECIMAL' || type === 'MONEY';
}

function minOf(marks: string, range: RegExpExecArray | null): number | null {
  if (range) return Number(range[1]);
  const least = /\b(?:minimo|min|al menos|at least|mayor o igual (?:a|que)|>=)\s*(-?\d+)/.exec(
    marks,
  );
  if (least) return Number(least[1]);
  if (/\b(?:positiv[oa]|positive|mayor (?:que|a) (?:0|cero)|greater than (?:0|zero))\b/.test(marks))
    return 1;
  return /\b(?:no negativ[oa]|non-?negative|not negative)\b/.test(marks) ? 0 : null;
}

/** The words that name the field: without brackets, types and marks. */
function nameOf(piece: string): string {
  const bare = piece
    .replace(/[([{].*?[)\]}]/g, ' ')
    .replace(/[:=].*$/, ' ')
    .replace(/\s+/g, ' ');
  const kept = [OPTIONAL, REQUIRED, UNIQUE].reduce((text, pattern) => cut(text, pattern), bare);
  const known = cut(
    kept,
    /\b(?:positiv[oa]|positive|no negativ[oa]|non-?negative|(?:mayor|greater) (?:que|a|than) \w+|(?:minimo|min|al menos|at least|maximo|max) \d+|tipo (?:texto|entero|decimal|booleano|fecha)|(?:en|in) (?:euros|dolares|pesos|dollars|kg|kilos|cm|minutos|minutes|horas|hours|dias|days|metros|meters))\b/g,
  );
  let name = known.replace(/["'«»“”`]/g, '').trim();
  while (LEADING.test(fold(name)) && name.includes(' ')) name = name.replace(/^\S+\s+/, '');
  return name.trim();
}

function cut(text: string, pattern: RegExp): string {
  let rest = text;
  for (const { 0: found, index } of [...fold(text).matchAll(new RegExp(pattern, 'g'))].reverse()) {
    rest = `${rest.slice(0, index)}${rest.slice(index + found.length)}`;
  }
  return rest.trim();
}

function typeOf(
  piece: string,
  word: FieldWord,
  listed: readonly string[],
  isRelation: boolean,
): FieldSpec['type'] {
  if (isRelation) return 'RELATION';
  if (listed.length > 0) return 'ENUM';
  const said = [...fold(piece).matchAll(/[([{:=]\s*([^)\]}]+)/g)]
    .flatMap(([, inside = '']) => inside.split(/[,;]/))
    .map((part) => part.trim());
  const type = said.map((part) => TYPE_WORDS[part]).find(Boolean);
  const trailing = /\b(?:de )?tipo (texto|entero|decimal|booleano|fecha|dinero)\b/.exec(
    fold(piece),
  )?.[1];
  return type ?? TYPE_WORDS[trailing ?? ''] ?? word.type;
}

/** Two values or more in brackets, unless they are types or marks. */
function valuesOf(piece: string): readonly string[] {
  const inside = /\(([^)]*)\)/.exec(piece)?.[1] ?? /:\s*([^:]*[|/][^:]*)$/.exec(piece)?.[1] ?? '';
  const parts = inside
    .replace(/^(?:enum|opciones|valores|values|options)\s*:?\s*/i, '')
    .split(/\s*[,|/;]\s*|\s+(?:o|u|or|y|and)\s+/)
    .map((part) => part.trim());
  const isMark = (part: string) =>
    Object.hasOwn(TYPE_WORDS, fold(part)) ||
    /^(?:opcional|optional|unic[oa]|unique|obligatori[oa]|required|relacion|relation|email|correo|url|si|no|yes)$/.test(
      fold(part),
    );
  if (parts.length < 2 || parts.some((part) => part === '' || isMark(part))) return [];
  return [...new Set(parts.map(screaming).filter((value) => /^[A-Z]/.test(value)))];
}

function relationOf(piece: string, language: Language) {
  const folded = fold(piece);
  const found = RELATION.exec(folded);
  if (!found) return null;
  const before = piece
    .slice(0, found.index)
    .replace(/[([:=]\s*$/, '')
    .trim();
  const after = cut(piece.slice(found.index + found[0].length), OPTIONAL)
    .replace(/[()[\]]/g, ' ')
    .trim();
  const target = after.replace(/^(?:un|una|el|la|los|las|a|an|the|con|to)\s+/i, '').trim();
  const noun = target || before;
  if (!/\p{L}/u.test(noun)) return null;
  const type = typeNameOf(noun, language);
  const named = nameOf(before) || type;
  return { name: named, target: type };
}

/** A relation is called by its own word, in English where that is known. */
function relationWord(name: string): FieldWord {
  const known = WORDS.get(fold(name));
  const base = plain(name);
  return {
    ...base,
    name:
      known?.name ??
      camel(typeNameOf(name, 'es').replace(/^[A-Z]/, (letter) => letter.toLowerCase())),
  };
}
