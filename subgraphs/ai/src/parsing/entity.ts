import type { Language } from '../models/generation-record.ts';
import { ENTITY_WORDS, type EntityWord, PLACES } from './entity-words.ts';
import { fold, pascal } from './fold.ts';
import { pluralEn, pluralEs, singularEn, singularEs } from './inflect.ts';
import { meantWord } from './near.ts';
import { CREATE } from './refuse.ts';

/** The thing a request is about. */
export type FoundEntity = {
  readonly word: EntityWord;
  /** In the glossary: English names and fields are known. */
  readonly known: boolean;
  /** What was read differently from how it was written. */
  readonly read: { readonly given: string; readonly meant: string } | null;
};

const SKIPPED = new Set(
  (
    'un una unos unas el la los las lo mi mis nuestro nuestra nuestros nuestras su sus a an the my our new nuevo nueva ' +
    'simple sencillo sencilla basico basica basic small completo completa full complete de del para por to for of that ' +
    'que me nos some please favor controlador modulo plugin crud api servicio subgrafo gestion gestor entidad recurso ' +
    'sistema catalogo registro listado lista agenda administrador administracion control seguimiento directorio app ' +
    'aplicacion mantenimiento abm controller module service subgraph entity resource system catalog catalogue registry ' +
    'management manager tracker tracking list directory application maintenance gestionar administrar llevar controlar ' +
    'manejar registrar guardar almacenar gestione administre lleve manage managing manages track handle keep store ' +
    'rest graphql llamado llamada called named algo something thing cosa util useful it them and y e con i we want need ' +
    'would like quiero'
  ).split(' '),
);
const END = new Set(
  'que con with having that where donde en in on como as para for so cuyos cuyas whose which including incluyendo desde from sin without'.split(
    ' ',
  ),
);
const CONTAINER_NOUNS = new Set([
  'servicio',
  'service',
  'recurso',
  'resource',
  'registro',
  'agenda',
  'list',
  'lista',
]);

/** Finds what the head of a request (up to its fields) names; null when it names nothing to keep. */
export function findEntity(head: string, language: Language): FoundEntity | null {
  const words = withoutVerbs(head).match(/[\p{L}\p{N}_-]+/gu) ?? [];
  const known = knownPhrase(words, language);
  if (known) return known;
  const phrase = nounPhrase(words);
  if (phrase.length === 0) return null;
  return { word: unknownWord(phrase, language), known: false, read: null };
}

const VAGUE =
  /\b(?:algo|something|cosa|app|aplicacion|sistema|system|plugin|modulo|herramienta|tool)\s+(?:\w+\s+){0,2}?(?:para|for)\s+(?:mi|nuestr[oa]|my|our|el|la|un|una|a|the)\s+(\w+)/;

/** Whether a request names a place instead of a thing, such as "something for my shop". */
export function isVague(text: string): boolean {
  return Object.hasOwn(PLACES, VAGUE.exec(fold(text))?.[1] ?? '');
}

/** What a place in the request suggests, with that place. */
export function suggested(text: string): { readonly word: EntityWord; readonly place: string } {
  const words = fold(text).match(/[a-z]+/g) ?? [];
  const place = words.find((word) => Object.hasOwn(PLACES, word));
  const meant = place ? PLACES[place] : 'elemento';
  const word = ENTITY_WORDS.find(({ es }) => es === meant);
  if (!word) throw new Error(`no entity word for ${meant}`);
  return { word, place: place ?? '' };
}

function withoutVerbs(head: string): string {
  const at = CREATE.exec(fold(head)) ?? /^cra\b|^crae\b|^craete\b|^cretae\b/.exec(fold(head));
  return at && at.index < 40 ? head.slice(at.index + at[0].length) : head;
}

const FORMS = new Map<string, EntityWord>();
for (const word of ENTITY_WORDS) {
  for (const form of [word.es, word.esPlural, word.en, word.enPlural]) {
    if (!FORMS.has(fold(form))) FORMS.set(fold(form), word);
  }
}

/** A misspelt `controlador` introduces a name no less; very short words may be anything. */
function isSkippedSlip(word: string): boolean {
  return !FORMS.has(word) && word.length > 7 && SKIPPED.has(meantWord(word, SKIPPED));
}

/** The first noun of the glossary, before whatever ends the phrase; a longer name wins over a shorter one. */
function knownPhrase(words: readonly string[], language: Language): FoundEntity | null {
  const folded = words.map(fold);
  const at = folded.findIndex((word) => !SKIPPED.has(word) && !isSkippedSlip(word));
  const word = folded[at] ?? '';
  if (at < 0 || END.has(word)) return null;
  const found = longest(folded, at) ?? misspelt(words[at] ?? '', word);
  return found && isWhole(folded, at, found.length, language) ? found.entity : null;
}

function longest(folded: readonly string[], at: number) {
  for (const length of [4, 3, 2, 1]) {
    const phrase = folded.slice(at, at + length).join(' ');
    const word =
      FORMS.get(phrase) ?? FORMS.get(singularEs(phrase)) ?? FORMS.get(singularEn(phrase));
    if (word && at + length <= folded.length) {
      return { length, entity: { word, known: true, read: null } satisfies FoundEntity };
    }
  }
  return null;
}

function misspelt(given: string, folded: string) {
  const meant = meantWord(folded, FORMS.keys(), 7);
  const word = meant === folded ? undefined : FORMS.get(meant);
  return (
    word && {
      length: 1,
      entity: { word, known: true, read: { given, meant } } satisfies FoundEntity,
    }
  );
}

/** "Product categories" is not about products: what follows must not go on with the name. */
function isWhole(
  folded: readonly string[],
  at: number,
  length: number,
  language: Language,
): boolean {
  const next = folded[at + length];
  if (next === undefined || END.has(next) || SKIPPED.has(next)) {
    return language === 'en' || next !== 'de' || isStop(folded[at + length + 1]);
  }
  return false;
}

function isStop(word: string | undefined): boolean {
  return word === undefined || SKIPPED.has(word) || END.has(word);
}

/** The words of the name itself: what is left between what introduces it and what ends it. */
function nounPhrase(words: readonly string[]): readonly string[] {
  const folded = words.map(fold);
  const begin = folded.findIndex((word) => !SKIPPED.has(word));
  if (begin < 0) {
    const container = words.find((word) => CONTAINER_NOUNS.has(fold(word)));
    return container ? [container] : [];
  }
  const length = folded.slice(begin).findIndex((word, at) => at > 0 && END.has(word));
  const phrase = words.slice(begin, length < 0 ? undefined : begin + length);
  const kept = phrase.filter((word) => isOf(word) || !SKIPPED.has(fold(word))).slice(0, 4);
  while (isOf(kept.at(-1) ?? '')) kept.pop();
  return kept;
}

function isOf(word: string): boolean {
  return /^(?:de|del|of)$/.test(fold(word));
}

/** A noun that no table knows, with the forms that its endings tell. */
export function unknownWord(phrase: readonly string[], language: Language): EntityWord {
  const lower = phrase.map((word) => word.toLowerCase());
  const change = (at: number, form: (word: string) => string) =>
    lower.map((word, index) => (index === at ? form(word) : word)).join(' ');
  const last = lower.length - 1;
  if (language === 'es') {
    const of = lower.findIndex((word) => /^(?:de|del)$/.test(word));
    const own = of < 0 ? lower.length : of;
    const each = (form: (word: string) => string) =>
      lower.map((word, index) => (index < own ? form(word) : word)).join(' ');
    const es = each(singularEs);
    const esPlural = each((word) => pluralEs(singularEs(word)));
    return { es, esPlural, en: es, enPlural: esPlural, fields: ['nombre', 'descripcion?'] };
  }
  const en = change(last, singularEn);
  const enPlural = change(last, (word) => pluralEn(singularEn(word)));
  return { es: en, esPlural: enPlural, en, enPlural, fields: ['nombre', 'descripcion?'] };
}

/** The type another plugin's noun names, such as `Customer` for "clientes". */
export function typeNameOf(noun: string, language: Language): string {
  const found = findEntity(noun, language);
  return pascal(found?.word.en ?? noun);
}
