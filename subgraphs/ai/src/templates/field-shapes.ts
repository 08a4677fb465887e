import type { FieldSpec, PluginSpec } from '../models/plugin-spec.ts';
import { type Names, snake } from './names.ts';

/** A column: how SQL and Prisma state it. */
export type Column = {
  readonly name: string;
  readonly property: string;
  readonly sql: string;
  readonly prisma: string;
};

/** How a field looks in each room of a rendered plugin. */
export type FieldShape = {
  readonly spec: FieldSpec;
  /** Its property in records and columns: a relation's is `customerId`. */
  readonly property: string;
  readonly columns: readonly Column[];
  /** Its type in the schema, without `!`. */
  readonly graphql: string;
  readonly input: string;
  /** Its type in records, without null. */
  readonly record: string;
  /** The expression that reads it from a row. */
  readonly fromRow: string;
  /** Pairs of a Prisma write, from a draft. */
  readonly toRow: readonly string[];
};

/** The words PostgreSQL reserves, as far as a name of ours could be one of them. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc authorization between both case cast check collate column concurrently ' +
    'constraint create cross current_date current_time current_user default deferrable desc distinct do else end except ' +
    'false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join ' +
    'lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer ' +
    'overlaps placing primary references returning right select session_user similar some symmetric system_user table ' +
    'then to trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);

/** A name as SQL takes it: quoted when it is a reserved word. */
export function sqlName(name: string): string {
  return RESERVED.has(name) ? `"${name}"` : name;
}

/** The shapes of all fields. */
export function fieldShapes(spec: PluginSpec, names: Names): readonly FieldShape[] {
  return spec.fields.map((field) => shapeOf(field, names));
}

/** The name of an enum's type, such as `ProductStatus`. */
export function enumName({ name }: FieldSpec, { entity }: Names): string {
  return `${entity}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function shapeOf(spec: FieldSpec, names: Names): FieldShape {
  const { name, type } = spec;
  const none = spec.required ? '' : ' | null';
  const draft = `draft.${name}`;
  const simple = (sql: string, prisma: string, record: string, graphql = 'String'): FieldShape => ({
    spec,
    property: name,
    columns: [column(name, sql, prisma, spec)],
    graphql,
    input: graphql,
    record: record + none,
    fromRow: `row.${name}`,
    toRow: [`${name}: ${draft}`],
  });
  switch (type) {
    case 'TEXT':
      return simple('TEXT', 'String', 'string');
    case 'INTEGER':
      return simple('INTEGER', 'Int', 'number', 'Int');
    case 'BOOLEAN':
      return simple('BOOLEAN', 'Boolean', 'boolean', 'Boolean');
    case 'DATETIME':
      return simple('TIMESTAMPTZ(3)', 'DateTime', 'Date', 'DateTime');
    case 'DATE':
      return {
        ...simple('DATE', 'DateTime', 'string'),
        fromRow: `dayOf(row.${name})`,
        toRow: [`${name}: momentOf(${draft})`],
      };
    case 'DECIMAL':
      return {
        ...simple('NUMERIC(20,6)', 'Decimal', 'string'),
        fromRow: spec.required ? `row.${name}.toFixed()` : `row.${name}?.toFixed() ?? null`,
      };
    case 'ENUM':
      return enumShape(
        simple('TEXT', 'String', enumName(spec, names), enumName(spec, names)),
        names,
      );
    case 'MONEY':
      return moneyShape(simple('', '', 'Money', 'Money'));
    case 'RELATION':
      return relationShape(simple('UUID', 'String', 'string', spec.target ?? 'User'));
  }
}

function enumShape(shape: FieldShape, names: Names): FieldShape {
  const { spec } = shape;
  const cast = `${enumName(spec, names)}${spec.required ? '' : ' | null'}`;
  const values = spec.values.map((value) => `'${value}'`).join(', ');
  const check = ` CHECK (${sqlName(snake(spec.name))} IN (${values}))`;
  return {
    ...shape,
    columns: shape.columns.map((one) => ({ ...one, sql: one.sql + check })),
    fromRow: `row.${spec.name} as ${cast}`,
  };
}

function moneyShape(shape: FieldShape): FieldShape {
  const { spec } = shape;
  const { name } = spec;
  const currency = `${snake(name)}_currency`;
  const pair = spec.required
    ? ''
    : `,\n  CHECK ((${snake(name)}_amount IS NULL) = (${currency} IS NULL))`;
  return {
    ...shape,
    columns: [
      column(`${name}Amount`, 'NUMERIC(19,4)', 'Decimal', spec),
      {
        ...column(`${name}Currency`, `TEXT`, 'String', spec),
        sql: `${spec.required ? 'TEXT NOT NULL' : 'TEXT'} CHECK (${currency} ~ '^[A-Z]{3}$')${pair}`,
      },
    ],
    fromRow: `toMoney(row.${name}Amount, row.${name}Currency)`,
    toRow: [`${name}Amount: amountOf(draft.${name})`, `${name}Currency: currencyOf(draft.${name})`],
  };
}

function relationShape(shape: FieldShape): FieldShape {
  const { name } = shape.spec;
  const property = `${name}Id`;
  return {
    ...shape,
    property,
    columns: [column(property, 'UUID', 'String', shape.spec)],
    input: 'ID',
    fromRow: `row.${property}`,
    toRow: [`${property}: draft.${property}`],
  };
}

function column(property: string, sql: string, prisma: string, { required }: FieldSpec): Column {
  const name = snake(property);
  const native: Record<string, string> = {
    UUID: ' @db.Uuid',
    DATE: ' @db.Date',
    'TIMESTAMPTZ(3)': ' @db.Timestamptz(3)',
    'NUMERIC(20,6)': ' @db.Decimal(20, 6)',
    'NUMERIC(19,4)': ' @db.Decimal(19, 4)',
  };
  const map = name === property ? '' : ` @map("${name}")`;
  return {
    name,
    property,
    sql: required ? `${sql} NOT NULL` : sql,
    prisma: `${prisma}${required ? '' : '?'}${map}${native[sql] ?? ''}`,
  };
}

/** The fields by which a list may be filtered: closed sets and references, each with an index. */
export function filterable(shapes: readonly FieldShape[]): readonly FieldShape[] {
  return shapes.filter(({ spec }) => spec.type === 'ENUM' || spec.type === 'RELATION');
}
