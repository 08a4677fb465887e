import type { Language } from '../models/generation-record.ts';
import { type FieldSpec, PluginSpec, type Verb } from '../models/plugin-spec.ts';
import { fieldChunks, headRelations, splitPrompt } from './chunks.ts';
import { type FoundEntity, findEntity, isVague, suggested } from './entity.ts';
import type { EntityWord } from './entity-words.ts';
import { type ReadField, readField } from './field.ts';
import { camel, fold, pascal } from './fold.ts';
import { type Refusal, SAID, type Said } from './messages.ts';
import { meantWord } from './near.ts';
import { CREATE, refuse } from './refuse.ts';
import { isReservedEntity, isReservedField } from './reserved.ts';
import { wordOf } from './word-of.ts';

/** What a request was read as. */
export type Parsed =
  | { readonly kind: 'SPEC'; readonly spec: PluginSpec }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal };

const MOST_FIELDS = 30;
const CONTAINERS =
  'controlador modulo plugin crud api subgrafo gestion gestor sistema catalogo inventario registro controller module subgraph management manager tracker system catalog'.split(
    ' ',
  );

function namesContainer(prompt: string): boolean {
  const words = fold(prompt).match(/[a-z]+/g) ?? [];
  return words.some((word) => CONTAINERS.includes(meantWord(word, CONTAINERS)));
}

/** Spanish or English, by the small words of a text. */
export function detectLanguage(text: string): Language {
  const words = fold(text).match(/[a-z]+/g) ?? [];
  const es = new Set(
    'el la los las un una de del con para que y crea necesito quiero campos sin por genera hazme borra desactiva todos datos'.split(
      ' ',
    ),
  );
  const en = new Set(
    'the a an of with for that and create need want fields without by build make i please delete remove all is what how users my'.split(
      ' ',
    ),
  );
  const count = (set: ReadonlySet<string>) => words.filter((word) => set.has(word)).length;
  return /[ñ¿¡áéíóú]/i.test(text) || count(es) >= count(en) ? 'es' : 'en';
}

/**
 * Reads a request in Spanish or English, without any model: the same words give the same spec. `knownTypes` are the
 * entities that mounted plugins serve.
 */
export function parsePrompt(prompt: string, said: Language, knownTypes: readonly string[]): Parsed {
  const refusal = refuse(prompt);
  if (refusal) return { kind: 'REFUSED', refusal };
  const language = detectLanguage(prompt);
  const { head, tail } = splitPrompt(prompt);
  const found = isVague(prompt) ? null : findEntity(head, language);
  const asked = CREATE.test(fold(prompt)) || namesContainer(prompt);
  if (!asked && !found?.known) return { kind: 'REFUSED', refusal: 'NOT_A_PLUGIN' };
  const assumptions: Said[] = [];
  const word = entityOf(found, prompt, assumptions);
  const fields = fieldsOf(
    [...headRelations(head), ...fieldChunks(tail)],
    word,
    language,
    assumptions,
  );
  const spec = specOf(word, fields, prompt, assumptions, knownTypes);
  return {
    kind: 'SPEC',
    spec: PluginSpec.parse({ ...spec, assumptions: assumptions.map((one) => one[said]) }),
  };
}

function entityOf(found: FoundEntity | null, prompt: string, assumptions: Said[]): EntityWord {
  if (found) {
    if (found.read) assumptions.push(SAID.readAs(found.read.given, found.read.meant));
    return found.word;
  }
  const { word, place } = suggested(prompt);
  assumptions.push({
    es: SAID.assumedEntity(word.esPlural, place).es,
    en: SAID.assumedEntity(word.enPlural, place).en,
  });
  return word;
}

function fieldsOf(
  chunks: readonly string[],
  word: EntityWord,
  language: Language,
  assumptions: Said[],
): readonly ReadField[] {
  const read = chunks.flatMap((chunk) => readField(chunk, language) ?? []);
  const own = read.filter((field) => !dropped(field, assumptions));
  const given = own.filter(({ name }, at) => own.findIndex((other) => other.name === name) === at);
  if (given.length > MOST_FIELDS) assumptions.push(SAID.tooMany(MOST_FIELDS));
  if (given.length > 0) return given.slice(0, MOST_FIELDS);
  const assumed = word.fields.flatMap((text) => assumedField(text, language));
  const names = (language_: Language) =>
    assumed.map(({ label }) => `«${label[language_]}»`).join(', ');
  assumptions.push({
    es: SAID.assumedFields(names('es')).es,
    en: SAID.assumedFields(names('en').replace(/[«»]/g, '"')).en,
  });
  return assumed;
}

function dropped({ name }: ReadField, assumptions: Said[]): boolean {
  if (!isReservedField(name)) return false;
  assumptions.push(SAID.kept(name));
  return true;
}

function assumedField(text: string, language: Language): readonly ReadField[] {
  const bare = text.replace(/[!?]/g, '').replaceAll('_', ' ');
  const field = readField(bare, language);
  if (!field) return [];
  const { es, en } = wordOf(bare);
  return [
    { ...field, label: { es, en }, unique: text.includes('!'), required: !text.includes('?') },
  ];
}

function specOf(
  word: EntityWord,
  fields: readonly ReadField[],
  prompt: string,
  assumptions: Said[],
  knownTypes: readonly string[],
) {
  const plainName = pascal(word.en);
  const entity = isReservedEntity(plainName) ? `${plainName}Item` : plainName;
  const isRenamed = entity !== plainName;
  if (isRenamed) assumptions.push(SAID.renamed(plainName, entity));
  const many = isRenamed ? `${camel(word.en)}Items` : camel(word.enPlural);
  const one = camel(entity);
  const text = fold(prompt);
  if (
    /\b(?:sin|without|no) (?:autenticacion|authentication|auth|permisos|permissions|seguridad|security)\b/.test(
      text,
    )
  ) {
    assumptions.push(SAID.secured());
  }
  return {
    folder: folderOf(isRenamed ? `${word.en} items` : word.enPlural),
    entity,
    plural: many === one ? `${many}List` : many,
    label: { es: word.es, en: word.en },
    labelPlural: { es: word.esPlural, en: word.enPlural },
    fields: fields.map((field) => toSpec(field, one, assumptions, knownTypes)),
    verbs: verbsOf(text),
    announces: !/\b(?:sin|without|no) (?:eventos|events)\b/.test(text),
  };
}

function folderOf(plural: string): string {
  const words = fold(plural).match(/[a-z]+/g) ?? [];
  return words.join('-').slice(0, 40).replace(/-$/, '');
}

function verbsOf(text: string): readonly Verb[] {
  const noDelete =
    /\b(?:sin (?:borrado|borrar|eliminar|eliminacion)|without (?:delete|deleting|deletion)|no (?:delete|deleting|deletion|borrar))\b/;
  const noUpdate =
    /\b(?:sin (?:edicion|editar|modificar)|without (?:editing|edit|updates?|updating)|no (?:updates?|editing))\b/;
  return [
    'create',
    ...(noUpdate.test(text) ? [] : ['update' as const]),
    ...(noDelete.test(text) ? [] : ['delete' as const]),
  ];
}

function toSpec(
  field: ReadField,
  one: string,
  assumptions: Said[],
  knownTypes: readonly string[],
): FieldSpec {
  const { assumedValues, assumedMin, ...spec } = field;
  const name = withoutPrefix(spec.name, one);
  if (assumedValues) assumptions.push(SAID.enumValues(name, spec.values.join(', ')));
  if (assumedMin && spec.min !== null) assumptions.push(SAID.least(name, spec.min));
  if (spec.type === 'MONEY') assumptions.push(SAID.money(name));
  if (spec.unique) assumptions.push(SAID.unique(name));
  if (spec.target) {
    const isKnown = knownTypes.includes(spec.target);
    assumptions.push(
      isKnown ? SAID.relation(name, spec.target) : SAID.noSuchType(name, spec.target),
    );
  }
  return { ...spec, name };
}

/** `productCode` of a product is its `code`. */
function withoutPrefix(name: string, one: string): string {
  const rest = name.startsWith(one) ? name.slice(one.length) : '';
  return /^[A-Z]/.test(rest) ? camel(`${rest.charAt(0).toLowerCase()}${rest.slice(1)}`) : name;
}
