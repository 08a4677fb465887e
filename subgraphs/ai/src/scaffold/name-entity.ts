import type { PluginSpec } from '../models/plugin-spec.ts';
import { unknownWord } from '../parsing/entity.ts';
import { ENTITY_WORDS, type EntityWord } from '../parsing/entity-words.ts';
import { camel, fold, pascal } from '../parsing/fold.ts';

/** How the entity of a plugin is called, and the field words that are assumed for it. */
export type EntityNames = Pick<PluginSpec, 'entity' | 'plural' | 'label' | 'labelPlural'> & {
  readonly language: 'es' | 'en';
  readonly fields: readonly string[];
};

/** Names from a folder, in the folder's language: `productos` keeps `Producto`, `purchase-orders` `PurchaseOrder`. */
export function nameEntity(folder: string, given?: string): EntityNames {
  const phrase = folder.replaceAll('-', ' ');
  const language = languageOf(phrase);
  const word = knownWord(phrase) ?? unknownWord(phrase.split(' '), language);
  const [one, many] = language === 'es' ? [word.es, word.esPlural] : [word.en, word.enPlural];
  const entity = given ?? pascal(one);
  const plural = camel(many);
  return {
    language,
    entity,
    plural: plural === camel(entity) ? `${plural}List` : plural,
    label: { es: word.es, en: word.en },
    labelPlural: { es: word.esPlural, en: word.enPlural },
    fields: word.fields,
  };
}

function knownWord(phrase: string): EntityWord | undefined {
  return ENTITY_WORDS.find((word) => formsOf(word, ['es', 'en']).includes(phrase));
}

function formsOf(word: EntityWord, languages: readonly ('es' | 'en')[]): string[] {
  return languages.flatMap((one) =>
    one === 'es' ? [fold(word.es), fold(word.esPlural)] : [fold(word.en), fold(word.enPlural)],
  );
}

/** Spanish nouns in the plural end in a vowel and `s`; what is in the vocabulary is known. */
function languageOf(phrase: string): 'es' | 'en' {
  const known = knownWord(phrase);
  if (known) return formsOf(known, ['es']).includes(phrase) ? 'es' : 'en';
  if (/ (?:de|del) /.test(` ${phrase} `)) return 'es';
  return /(?:[xz]es|[cs]hes|sses|ies|[^aeiou]s)$/.test(phrase) ? 'en' : 'es';
}
