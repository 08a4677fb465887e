import { camel, fold, pascal, screaming } from '../parsing/fold.ts';
import { isReservedField } from '../parsing/reserved.ts';
import { TYPE_WORDS } from '../parsing/type-words.ts';

type Loose = {
  readonly [Key in
    | 'folder'
    | 'entity'
    | 'plural'
    | 'label'
    | 'labelPlural'
    | 'fields'
    | 'verbs'
    | 'announces'
    | 'assumptions'
    | 'name'
    | 'type'
    | 'required'
    | 'unique'
    | 'values'
    | 'target'
    | 'min'
    | 'max'
    | 'format'
    | 'es'
    | 'en']?: unknown;
};

/** The JSON in a model's answer: alone, fenced, or with words around it. Null: there is none that is whole. */
export function jsonIn(text: string): unknown {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced, braces]) {
    try {
      const value: unknown = JSON.parse(candidate ?? '');
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch {
      // the next form may be whole
    }
  }
  return null;
}

/**
 * Mends what has one right answer before anybody is asked again: forms of names, names of types, missing labels, doubled
 * fields, keys that nobody knows. What is left is for the schema to judge.
 */
export function normaliseSpec(given: unknown): unknown {
  const raw = loose(given);
  const entity = pascal(text(raw.entity));
  const plural = camel(text(raw.plural)) || `${camel(entity)}s`;
  const fields = Array.isArray(raw.fields) ? raw.fields.map(normaliseField) : raw.fields;
  return {
    folder: folderOf(text(raw.folder) || plural),
    entity,
    plural: plural === camel(entity) ? `${plural}List` : plural,
    label: labels(raw.label, words(entity)),
    labelPlural: labels(raw.labelPlural, words(plural)),
    fields: Array.isArray(fields) ? withoutDoubles(fields) : fields,
    ...(raw.verbs === undefined ? {} : { verbs: raw.verbs }),
    ...(typeof raw.announces === 'boolean' ? { announces: raw.announces } : {}),
    assumptions: Array.isArray(raw.assumptions)
      ? raw.assumptions.map((one) => text(one).slice(0, 400)).filter(Boolean)
      : [],
  };
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function folderOf(name: string): string {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return (fold(apart).match(/[a-z]+/g) ?? [])
    .join('-')
    .replace(/^plugin-/, '')
    .slice(0, 40);
}

function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

function labels(given: unknown, otherwise: string) {
  const { es, en } = loose(given);
  return {
    es: text(es) || text(en) || text(given) || otherwise,
    en: text(en) || text(es) || text(given) || otherwise,
  };
}

function normaliseField(given: unknown) {
  const raw = loose(given);
  const name = camel(text(raw.name));
  const type = typeOf(raw.type);
  const values = Array.isArray(raw.values)
    ? [...new Set(raw.values.map((one) => screaming(text(one))))]
    : [];
  return {
    name,
    type,
    label: labels(raw.label, words(name)),
    required: raw.required !== false,
    unique: raw.unique === true && type !== 'MONEY' && type !== 'BOOLEAN',
    values: type === 'ENUM' ? values.filter(Boolean) : [],
    target: type === 'RELATION' ? pascal(text(raw.target) || name) : null,
    min: whole(raw.min),
    max: whole(raw.max),
    format: type === 'TEXT' && (raw.format === 'EMAIL' || raw.format === 'URL') ? raw.format : null,
  };
}

function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** `string`, `Int`, `number` and the like; an unknown word stays, for the schema to refuse. */
function typeOf(given: unknown): string {
  const said = text(given);
  return TYPE_WORDS[fold(said)] ?? said.toUpperCase();
}

function withoutDoubles(fields: readonly { readonly name: string }[]) {
  return fields.filter(
    ({ name }, at) =>
      !isReservedField(name) && fields.findIndex((other) => other.name === name) === at,
  );
}
