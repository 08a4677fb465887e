import type { FieldSpec } from '../models/plugin-spec.ts';
import type { Draft } from './about.ts';
import { filterable } from './field-shapes.ts';
import { imports, lines, list } from './layout.ts';

const LONG =
  /^(description|notes?|comments?|body|content|summary|remarks?|observations?|text|details?)$/i;

/** Whether a text of this name may run to many lines. */
export function isLong(name: string): boolean {
  return LONG.test(name);
}

const HELPERS = {
  text: `const text = (most: number) =>
  z.string().trim().min(1, 'must not be empty').max(most, \`must be \${most} characters or less\`);`,
  whole: `const whole = (least: number, most: number) =>
  z.int().min(least, \`must be \${least} or more\`).max(most, \`must be \${most} or less\`);`,
  reference: `const reference = z
  .string()
  .refine(isId, 'must be an id')
  .transform((id) => id.toLowerCase());`,
  optional: `const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);`,
  stays: `const stays = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);`,
};

/** `src/models/<entity>-input.ts`: what commands accept. */
export function inputFile({ spec, names, fields }: Draft): string {
  const { entity } = names;
  const schemas = fields.map((shape) => `  ${shape.property}: ${schemaOf(shape.spec, entity)},`);
  const created = fields.map(({ spec: { required }, property }) =>
    required ? `${property}: fields.${property}` : `${property}: optional(fields.${property})`,
  );
  const updated = fields.map(({ spec: { required }, property }) =>
    required
      ? `${property}: stays(fields.${property})`
      : `${property}: fields.${property}.nullish()`,
  );
  const change = spec.verbs.includes('update');
  const body = lines(
    `const fields = {\n${schemas.join('\n')}\n};\n`,
    `/** What \`create${entity}\` accepts. */`,
    `${objectOf(`export const Create${entity} = z.object({`, created, '});')}\n`,
    change && updateSchema(entity, updated),
    spec.verbs.includes('delete') &&
      `/** What \`delete${entity}\` accepts. */\nexport const Delete${entity} = z.object({ id: Id });\n`,
    `/** A new ${spec.label.en}, checked. */\nexport type ${entity}Draft = z.output<typeof Create${entity}>;`,
    change &&
      `\n/** What is to change; undefined stays. */\nexport type ${entity}Change = Omit<z.output<typeof Update${entity}>, 'id'>;`,
  );
  const helpers = Object.entries(HELPERS).filter(
    ([name]) => body.includes(`${name}(`) || body.includes(`: ${name},`),
  );
  const ids = [
    ...(/\bId\b(?! )/.test(body) && spec.verbs.length > 1 ? ['Id'] : []),
    ...(body.includes('reference,') ? ['isId'] : []),
  ];
  return `${imports([
    { from: '@gestas/sdk', names: ids },
    { from: 'zod', names: ['z'] },
    body.includes('Day,') && { from: './day.ts', names: ['Day'] },
    /\bMoney\b/.test(body) && { from: './money.ts', names: ['Money'] },
  ])}\n\n${lines(...helpers.map(([, text]) => text))}${helpers.length > 0 ? '\n' : ''}${body}\n`;
}

function objectOf(open: string, items: readonly string[], close: string): string {
  return list(open, items, close);
}

function updateSchema(entity: string, items: readonly string[]): string {
  return `/** What \`update${entity}\` accepts: what is left out stays; null empties what may be empty. */
export const Update${entity} = z
${list('.object({', ['id: Id', ...items], '})', '  ')}
  .refine(({ id: _id, ...given }) => Object.values(given).some((value) => value !== undefined), {
    message: 'must change something',
    path: ['input'],
  });
`;
}

function schemaOf(field: FieldSpec, entity: string): string {
  const { type, name, min, max, format } = field;
  const bounds = `${grouped(min ?? -2_147_483_648)}, ${grouped(max ?? 2_147_483_647)}`;
  const fault = boundsFault(min, max);
  switch (type) {
    case 'TEXT':
      if (format === 'EMAIL') return `z.email('must be an e-mail address').max(320)`;
      if (format === 'URL')
        return `z.url('must be an address, such as https://example.com').max(2000)`;
      return isLong(name) ? 'text(5000)' : 'text(200)';
    case 'INTEGER':
      return `whole(${bounds})`;
    case 'BOOLEAN':
      return 'z.boolean()';
    case 'DATETIME':
      return 'z.date()';
    case 'DATE':
      return 'Day';
    case 'RELATION':
      return 'reference';
    case 'ENUM':
      return list(
        'z.enum([',
        field.values.map((value) => `'${value}'`),
        '])',
        '',
      ).replaceAll('\n', '\n  ');
    case 'DECIMAL':
      return decimal(fault, within('value', min, max));
    case 'MONEY':
      return fault
        ? `Money.refine(({ amount }) => ${within('amount', min, max)}, {\n    message: '${fault}',\n    path: ['amount'],\n  })`
        : 'Money';
    default:
      throw new Error(`no schema for ${type} of ${entity}`);
  }
}

function decimal(fault: string, holds: string): string {
  const form = `.regex(/^-?\\d{1,14}(\\.\\d{1,6})?$/, 'must be decimal text, such as "12.5"')`;
  if (!fault) return `z.string()${form}`;
  return `z\n    .string()\n    ${form}\n    .refine((value) => ${holds}, '${fault}')`;
}

function boundsFault(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `must be from ${min} to ${max}`;
  if (min !== null) return `must be ${min} or more`;
  return max === null ? '' : `must be ${max} or less`;
}

function within(name: string, min: number | null, max: number | null): string {
  const parts = [
    ...(min === null ? [] : [`Number(${name}) >= ${grouped(min)}`]),
    ...(max === null ? [] : [`Number(${name}) <= ${grouped(max)}`]),
  ];
  return parts.join(' && ');
}

/** A number as the house writes it: digits in groups of three from five digits on. */
function grouped(value: number): string {
  const text = String(Math.abs(value));
  const digits = text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, '_') : text;
  return value < 0 ? `-${digits}` : digits;
}

/** The filter's schema, for the list query: null filters by nothing. */
export function filterSchema({ fields }: Draft): string {
  const rows = filterable(fields).map(({ spec, property }) => {
    const values = spec.values.map((value) => `'${value}'`);
    return spec.type === 'ENUM'
      ? `${property}: ${list('given(z.enum([', values, ']))').replaceAll('\n', '\n  ')}`
      : `${property}: given(Id)`;
  });
  return `const given = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);
${list('const Filter = z.object({', rows, '});')}`;
}
