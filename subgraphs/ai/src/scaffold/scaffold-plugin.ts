import { AppError } from '@gestas/sdk';
import type { PluginFile } from '../models/candidate.ts';
import { type FieldSpec, PluginSpec } from '../models/plugin-spec.ts';
import { camel, fold } from '../parsing/fold.ts';
import { isReservedEntity } from '../parsing/reserved.ts';
import { sqlName } from '../templates/field-shapes.ts';
import { renderPlugin } from '../templates/render-plugin.ts';
import { nameEntity } from './name-entity.ts';
import { fieldOfWord, readField } from './read-field.ts';

/** What a new plugin is to be. */
export type ScaffoldRequest = {
  /** Its folder, such as `productos`. */
  readonly name: string;
  /** Such as `nombre:String, precio:Money, stock:Int`; without it, what usually goes with the name. */
  readonly fields?: string | undefined;
  /** The entity's type, where the name does not tell its singular. */
  readonly entity?: string | undefined;
  /** Entities of other plugins, which a field may point to. */
  readonly knownTypes: readonly string[];
};

/** A plugin's whole folder, and what it was rendered from. */
export type Scaffold = { readonly spec: PluginSpec; readonly files: readonly PluginFile[] };

const FOLDER = /^[a-z]+(-[a-z]+)*$/;
const LONGEST = 40;

/**
 * Renders the folder of a new plugin with the templates that the built-in generator writes with.
 * @throws AppError BAD_USER_INPUT that names every fault and how to mend it.
 */
export function scaffoldPlugin(request: ScaffoldRequest): Scaffold {
  const { name } = request;
  if (!FOLDER.test(name) || name.length > LONGEST || name.startsWith('plugin-')) {
    throw badInput([badFolder(name)]);
  }
  if (sqlName(name) !== name) {
    throw badInput([`"${name}" is a word of SQL: call it otherwise, such as ${name}s`]);
  }
  const { fields: words, language, ...names } = nameEntity(name, request.entity);
  const { entity } = names;
  const faults = isReservedEntity(entity)
    ? [`The type ${entity} is the platform's or the language's own: name another by --entity`]
    : [];
  const inLanguage = (word: string) =>
    language === 'es' ? camel(word) : camel(fieldOfWord(word, () => 'word').label.en);
  const given =
    request.fields === undefined
      ? words.map((word) => fieldOfWord(word, inLanguage))
      : readFields(request.fields, request.knownTypes, faults);
  if (faults.length > 0) throw badInput(faults);
  const spec = PluginSpec.safeParse({ folder: name, ...names, fields: given });
  if (!spec.success) {
    throw badInput(spec.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  return { spec: spec.data, files: renderPlugin(spec.data).files };
}

function readFields(text: string, knownTypes: readonly string[], faults: string[]): FieldSpec[] {
  const pieces = text.split(',').filter((piece) => piece.trim() !== '');
  if (pieces.length === 0) faults.push('--fields names none: write such as "nombre:String"');
  return pieces.flatMap((piece) => {
    const read = readField(piece, knownTypes);
    if ('field' in read) return [read.field];
    faults.push(read.fault);
    return [];
  });
}

function badFolder(name: string): string {
  const meant = (fold(name).match(/[a-z]+/g) ?? []).join('-').replace(/^plugin-/, '');
  const mended = FOLDER.test(meant) ? `, such as ${meant.slice(0, LONGEST)}` : '';
  return `"${name}" can't be a plugin's name: lower-case words a to z joined by hyphens, at most ${LONGEST} letters${mended}`;
}

function badInput(faults: readonly string[]): AppError {
  return new AppError('BAD_USER_INPUT', `${faults.join('.\n')}.`, { faults });
}
