import { z } from 'zod';
import { localised, permissionName } from '../manifest-parts.ts';

/** The pictures a link or a figure may have; the web client draws them. */
const UI_ICONS = [
  'box',
  'building',
  'calendar',
  'cart',
  'chart',
  'file',
  'folder',
  'heart',
  'list',
  'mail',
  'map',
  'message',
  'money',
  'note',
  'people',
  'star',
  'tag',
  'tool',
  'truck',
] as const;

/** How a value is shown. `enum` shows the label of the value, where `values` has one. */
const UI_FORMATS = ['text', 'number', 'money', 'date', 'dateTime', 'boolean', 'enum'] as const;

/** How a value is asked for. `number` sends a number, `decimal` decimal text, `date` text such as `2026-01-31`. */
const UI_INPUTS = [
  'text',
  'textarea',
  'number',
  'decimal',
  'money',
  'date',
  'dateTime',
  'checkbox',
  'select',
] as const;

const name = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const fieldName = z.string().regex(/^[a-zA-Z]\w{0,79}$/, 'must be a field’s name');
const path = z
  .string()
  .max(160)
  .regex(/^[a-zA-Z]\w*(\.[a-zA-Z]\w*)*$/, 'must be response keys joined by dots');
/** One GraphQL operation as text, without named fragments. */
const document = z.string().min(1).max(4_000);
const values = z.array(z.strictObject({ value: z.string().min(1).max(80), label: localised }));
const icon = z.enum(UI_ICONS);

const Link = z.strictObject({
  /** `/x/<plugin>/<page>` for a page of `pages`; any other is a page that the web client brings itself. */
  path: z
    .string()
    .regex(/^(\/[a-z0-9]+(-[a-z0-9]+)*){1,4}$/, 'must be an address within the client'),
  label: localised,
  icon: icon.default('list'),
  /** Needed to see the link, besides the page's own. */
  permission: permissionName.optional(),
});

const Column = z.strictObject({
  /** Of the value, from the row on: `author.name`. */
  path,
  label: localised,
  format: z.enum(UI_FORMATS).default('text'),
  /** Of an enum. */
  values: values.max(50).default([]),
});

const Field = z
  .strictObject({
    /** Of the field in the mutation's `$input`. */
    name: fieldName,
    label: localised,
    input: z.enum(UI_INPUTS),
    required: z.boolean().default(false),
    /** Of a select. */
    values: values.max(100).default([]),
    /** Where the value to edit is in what `load` answers; the field's name when left out. */
    path: path.optional(),
  })
  .refine(({ input, values: given }) => (input === 'select') === given.length > 0, {
    message: 'a select has values, and nothing else has',
    path: ['values'],
  });

/** Deletes what is shown, after the viewer confirmed it. */
const Removal = z.strictObject({
  /** A mutation that takes `$id`. */
  document,
  permission: permissionName,
});

const common = {
  /** Within the plugin; the page is at `/x/<plugin>/<name>`, one of a single thing at `/x/<plugin>/<name>/<id>`. */
  name,
  title: localised,
  /** Needed to open it. */
  permission: permissionName,
};

const Table = z.strictObject({
  kind: z.literal('table'),
  ...common,
  /** A query of a Relay connection that takes `$first` and `$after`. */
  document,
  columns: z.array(Column).min(1).max(20),
  /** The page a row leads to. */
  detail: name.optional(),
  /** The form that makes a new row. */
  create: name.optional(),
  /** The form that changes a row. */
  edit: name.optional(),
  remove: Removal.optional(),
});

const Form = z.strictObject({
  kind: z.literal('form'),
  ...common,
  /** A mutation that takes `$input`. */
  document,
  /** A query that takes `$id` and answers what is edited; `$input` gets the id. Without it, the form makes something new. */
  load: document.optional(),
  fields: z.array(Field).min(1).max(40),
  /** The page shown afterwards; the plugin's first table when left out. */
  next: name.optional(),
});

const Detail = z.strictObject({
  kind: z.literal('detail'),
  ...common,
  /** A query that takes `$id`. */
  document,
  columns: z.array(Column).min(1).max(40),
  edit: name.optional(),
  remove: Removal.optional(),
});

const Stat = z.strictObject({
  kind: z.literal('stat'),
  ...common,
  /** A query without variables. */
  document,
  /** Of the figure, from the answer on: `notes.totalCount`. */
  path,
  icon: icon.default('chart'),
});

const Excerpt = z.strictObject({
  kind: z.literal('table'),
  ...common,
  /** A query of a Relay connection, without variables. */
  document,
  columns: z.array(Column).min(1).max(6),
  /** The table that has the rest. */
  page: name.optional(),
});

/** What a manifest says of the plugin's place in the web client, which renders it: no code of the plugin runs there. */
export const PluginUi = z.strictObject({
  navigation: z.array(Link).max(8).default([]),
  pages: z
    .array(z.discriminatedUnion('kind', [Table, Form, Detail]))
    .max(24)
    .default([]),
  /** Parts of the dashboard. */
  widgets: z
    .array(z.discriminatedUnion('kind', [Stat, Excerpt]))
    .max(8)
    .default([]),
});

export type PluginUi = z.output<typeof PluginUi>;
export type UiLink = z.output<typeof Link>;
export type UiColumn = z.output<typeof Column>;
export type UiField = z.output<typeof Field>;
export type UiTable = z.output<typeof Table>;
export type UiForm = z.output<typeof Form>;
export type UiDetail = z.output<typeof Detail>;
export type UiPage = UiTable | UiForm | UiDetail;
export type UiStat = z.output<typeof Stat>;
export type UiExcerpt = z.output<typeof Excerpt>;
export type UiWidget = UiStat | UiExcerpt;
