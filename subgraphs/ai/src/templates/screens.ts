import type { FieldSpec, Verb } from '../models/plugin-spec.ts';
import type { Draft } from './about.ts';
import type { FieldShape } from './field-shapes.ts';
import { isLong } from './input-schemas.ts';

type Text = { readonly es: string; readonly en: string };

/** Columns of the list; the page of one thing has them all. */
const LIST_COLUMNS = 6;

const FORMATS: Readonly<Record<FieldSpec['type'], string>> = {
  TEXT: 'text',
  INTEGER: 'number',
  DECIMAL: 'number',
  MONEY: 'money',
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATETIME: 'dateTime',
  ENUM: 'enum',
  RELATION: 'text',
};

const INPUTS: Readonly<Record<FieldSpec['type'], string>> = {
  TEXT: 'text',
  INTEGER: 'number',
  DECIMAL: 'decimal',
  MONEY: 'money',
  BOOLEAN: 'checkbox',
  DATE: 'date',
  DATETIME: 'dateTime',
  ENUM: 'select',
  RELATION: 'text',
};

const CREATED_AT = {
  path: 'createdAt',
  label: { es: 'Creado el', en: 'Created' },
  format: 'dateTime',
};

/** `ui` of the manifest: a list with its link, a page for each thing, and a form for what may be done. */
export function screens(draft: Draft) {
  const { spec, names } = draft;
  const many = sentence(spec.labelPlural);
  const readable = { title: many, permission: names.permission('read') };
  return {
    navigation: [{ path: `/x/${names.folder}/list`, label: many, icon: 'list' }],
    pages: [
      { kind: 'table', name: 'list', ...readable, ...listOf(draft) },
      { kind: 'detail', name: 'detail', ...readable, title: sentence(spec.label), ...oneOf(draft) },
      ...forms(draft),
    ],
    widgets: [
      {
        kind: 'stat',
        name: 'count',
        ...readable,
        document: `{ ${names.many}(first: 1) { totalCount } }`,
        path: `${names.many}.totalCount`,
        icon: 'list',
      },
    ],
  };
}

function listOf(draft: Draft) {
  const { names, fields } = draft;
  const shown = fields.filter(({ spec }) => spec.type !== 'RELATION').slice(0, LIST_COLUMNS);
  const row = ['id', ...shown.map(({ spec }) => spec.name), 'createdAt'].join(' ');
  const args = 'first: $first, after: $after';
  return {
    document: `query ($first: Int, $after: String) { ${names.many}(${args}) { totalCount nodes { ${row} } pageInfo { hasNextPage endCursor } } }`,
    columns: [...shown.map(columnOf), CREATED_AT],
    detail: 'detail',
    create: 'new',
    ...waysOf(draft),
  };
}

function oneOf(draft: Draft) {
  const { names, fields } = draft;
  const selected = fields.map(({ spec }) => selectionOf(spec, pathOf(spec)));
  return {
    document: `query ($id: ID!) { ${names.one}(id: $id) { ${selected.join(' ')} createdAt } }`,
    columns: [...fields.map(columnOf), CREATED_AT],
    ...waysOf(draft),
  };
}

function waysOf({ spec, names }: Draft) {
  const remove = {
    document: `mutation ($id: ID!) { delete${names.entity}(input: { id: $id }) { id } }`,
    permission: names.permission('delete'),
  };
  return {
    ...(spec.verbs.includes('update') ? { edit: 'edit' } : {}),
    ...(spec.verbs.includes('delete') ? { remove } : {}),
  };
}

function forms(draft: Draft) {
  const { spec, names, fields } = draft;
  const form = (verb: Verb, name: string, does: Text) => ({
    kind: 'form',
    name,
    title: { es: `${does.es} ${spec.label.es}`, en: `${does.en} ${spec.label.en}` },
    permission: names.permission(verb),
    document: `mutation ($input: ${sentence({ es: '', en: verb }).en}${names.entity}Input!) { ${verb}${names.entity}(input: $input) { ${names.one} { id } } }`,
  });
  const create = form('create', 'new', { es: 'Crear', en: 'Create' });
  const update = form('update', 'edit', { es: 'Editar', en: 'Edit' });
  const loaded = fields.map(({ spec: field }) => selectionOf(field, idPathOf(field)));
  const load = `query ($id: ID!) { ${names.one}(id: $id) { id ${loaded.join(' ')} } }`;
  const asked = fields.map(fieldOf);
  return [
    { ...create, fields: asked, next: 'list' },
    ...(spec.verbs.includes('update') ? [{ ...update, load, fields: asked, next: 'list' }] : []),
  ];
}

function columnOf({ spec }: FieldShape) {
  const format = FORMATS[spec.type];
  return {
    path: pathOf(spec),
    label: sentence(spec.label),
    ...(format === 'text' ? {} : { format }),
    ...valuesOf(spec),
  };
}

function fieldOf({ spec, property }: FieldShape) {
  const isLongText = spec.type === 'TEXT' && spec.format === null && isLong(spec.name);
  return {
    name: property,
    label: sentence(spec.label),
    input: isLongText ? 'textarea' : INPUTS[spec.type],
    ...(spec.required && spec.type !== 'BOOLEAN' ? { required: true } : {}),
    ...valuesOf(spec),
    ...(spec.type === 'RELATION' ? { path: idPathOf(spec) } : {}),
  };
}

function valuesOf({ values }: FieldSpec) {
  if (values.length === 0) return {};
  return {
    values: values.map((value) => {
      const word = value.toLowerCase().replaceAll('_', ' ');
      return { value, label: sentence({ es: word, en: word }) };
    }),
  };
}

/** What is shown of a field: a person’s name; of what other plugins keep, only the id is known. */
function pathOf(field: FieldSpec): string {
  return field.target === 'User' ? `${field.name}.name` : idPathOf(field);
}

function idPathOf({ name, type }: FieldSpec): string {
  return type === 'RELATION' ? `${name}.id` : name;
}

function selectionOf({ name }: FieldSpec, path: string): string {
  const [, key] = path.split('.');
  return key ? `${name} { ${key} }` : name;
}

function sentence({ es, en }: Text): Text {
  const begin = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return { es: begin(es), en: begin(en) };
}
