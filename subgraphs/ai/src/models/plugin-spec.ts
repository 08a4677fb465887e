import { z } from 'zod';

/** What a field holds. Decimals and amounts of money are decimal text, never floating point. */
export const FIELD_TYPES = [
  'TEXT',
  'INTEGER',
  'DECIMAL',
  'MONEY',
  'BOOLEAN',
  'DATE',
  'DATETIME',
  'ENUM',
  'RELATION',
] as const;

const camel = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be camelCase letters and digits, at most 40');
const pascal = z
  .string()
  .regex(/^[A-Z][a-zA-Z0-9]{0,39}$/, 'must be PascalCase letters and digits, at most 40');
const label = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}`\\$"'<>*/]+$/u, 'must be plain words');
const localised = z.strictObject({ es: label, en: label });

/** One field of the entity. */
export const FieldSpec = z
  .strictObject({
    name: camel,
    type: z.enum(FIELD_TYPES),
    label: localised,
    required: z.boolean().default(true),
    unique: z.boolean().default(false),
    /** Of an ENUM. */
    values: z
      .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'must be SCREAMING_CASE'))
      .max(30)
      .default([]),
    /** Of a RELATION: the type it points to, owned by another plugin. */
    target: pascal.nullable().default(null),
    /** Least value of a number or an amount. */
    min: z.int().nullable().default(null),
    max: z.int().nullable().default(null),
    /** What a TEXT must look like. */
    format: z.enum(['EMAIL', 'URL']).nullable().default(null),
  })
  .refine(({ type, values }) => (type === 'ENUM') === values.length > 0, {
    message: 'an ENUM has values, and nothing else has',
    path: ['values'],
  })
  .refine(({ type, target }) => (type === 'RELATION') === (target !== null), {
    message: 'a RELATION has a target, and nothing else has',
    path: ['target'],
  });

/** What may be done with an entity, each with its permission; reading always may. */
export const VERBS = ['create', 'update', 'delete'] as const;

/** What a plugin is to be: the answer of the parser and of a model, and all that the templates need. */
export const PluginSpec = z
  .strictObject({
    /** The folder and the plugin's name without `plugin-`. */
    folder: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/, 'must be lower-case words joined by hyphens')
      .max(40),
    entity: pascal,
    /** The root field of the list. */
    plural: camel,
    label: localised,
    labelPlural: localised,
    fields: z.array(FieldSpec).min(1).max(30),
    verbs: z
      .array(z.enum(VERBS))
      .default([...VERBS])
      .refine((verbs) => verbs.includes('create'), 'what can not be created is not kept'),
    /** Whether changes are announced as events. */
    announces: z.boolean().default(true),
    assumptions: z.array(z.string().min(1).max(400)).max(40).default([]),
  })
  .refine(({ fields }) => new Set(fields.map(({ name }) => name)).size === fields.length, {
    message: 'two fields have one name',
    path: ['fields'],
  });

export type FieldSpec = z.output<typeof FieldSpec>;
export type PluginSpec = z.output<typeof PluginSpec>;
export type Verb = (typeof VERBS)[number];
