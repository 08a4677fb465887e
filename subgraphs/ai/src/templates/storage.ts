import type { Draft } from './about.ts';
import { enumName, filterable } from './field-shapes.ts';
import { fitting, imports, lines, list } from './layout.ts';

/** Whether lists of this plugin may be filtered. */
export function filters({ fields }: Draft): boolean {
  return filterable(fields).length > 0;
}

/** `src/repositories/<entity>-repository.ts`: the interface. */
export function repositoryFile(draft: Draft): string {
  const { spec, names, fields } = draft;
  const { entity, oneFile } = names;
  const [update, remove] = [spec.verbs.includes('update'), spec.verbs.includes('delete')];
  const enums = fields
    .filter((one) => one.spec.type === 'ENUM')
    .map((one) => `type ${enumName(one.spec, names)}`);
  const filter = filters(draft);
  const filterType = filterable(fields).map(
    ({ spec: { required: _required, ...field }, property }) =>
      `  readonly ${property}?: ${field.type === 'ENUM' ? enumName({ ...field, required: true }, names) : 'string'} | undefined;`,
  );
  const text = lines(
    `/** The sort key of lists: creation time, then id, both descending. */
export type ${entity}Key = { readonly createdAt: Date; readonly id: string };\n`,
    filter &&
      `/** What a list is narrowed to. */\nexport type ${entity}Filter = {\n${filterType.join('\n')}\n};\n`,
    `/** Reads ${spec.labelPlural.en} of the bound tenant. */
export interface ${entity}Reader {
  /** Batched within a request. */
  findById(id: string): Promise<${entity}Record | null>;
  /** Up to \`first + 1\`, newest first. */`,
    filter
      ? fitting(
          `  list(page: Page<${entity}Key>, filter: ${entity}Filter): Promise<readonly ${entity}Record[]>;`,
          `  list(\n    page: Page<${entity}Key>,\n    filter: ${entity}Filter,\n  ): Promise<readonly ${entity}Record[]>;`,
        )
      : `  list(page: Page<${entity}Key>): Promise<readonly ${entity}Record[]>;`,
    `  count(${filter ? `filter: ${entity}Filter` : ''}): Promise<number>;
}

/** Writes ${spec.labelPlural.en} of the bound tenant. */
export interface ${entity}Repository extends ${entity}Reader {`,
    conflicts(draft, '  '),
    fitting(
      `  insert(draft: ${entity}Draft, createdById: string): Promise<${entity}Record>;`,
      `  insert(\n    draft: ${entity}Draft,\n    createdById: string,\n  ): Promise<${entity}Record>;`,
    ),
    update &&
      `  /** Null: there is no such ${spec.label.en}. */\n  update(id: string, change: ${entity}Change): Promise<${entity}Record | null>;`,
    remove &&
      `  /** False: there was no such ${spec.label.en}. */\n  delete(id: string): Promise<boolean>;`,
    '}',
  );
  return `${imports([
    { from: '@gestas/sdk', names: ['type Page'] },
    {
      from: `../models/${oneFile}-input.ts`,
      names: [...(update ? [`type ${entity}Change`] : []), `type ${entity}Draft`],
    },
    {
      from: `../models/${oneFile}-record.ts`,
      names: [`type ${entity}Record`, ...(filter ? enums : [])],
    },
  ])}\n\n${text}\n`;
}

function conflicts({ spec }: Draft, by: string): string {
  const unique = spec.fields.filter((field) => field.unique).map(({ name }) => name);
  return unique.length > 0
    ? `${by}/** Refuses with CONFLICT when ${unique.join(' or ')} is taken. */`
    : '';
}

/** `src/repositories/<entity>-row.ts`: rows as records, drafts as rows. */
export function rowFile({ spec, names, fields }: Draft): string {
  const { entity, oneFile, one } = names;
  const update = spec.verbs.includes('update');
  const uses = (text: string) =>
    fields.some(({ fromRow, toRow }) => [fromRow, ...toRow].some((part) => part.includes(text)));
  const enums = fields
    .filter((shape) => shape.spec.type === 'ENUM')
    .map((shape) => `type ${enumName(shape.spec, names)}`);
  const helpers = (from: string, all: readonly string[]) => ({
    from,
    names: all.filter((name) => uses(`${name}(`)),
  });
  const pairs = fields.flatMap(({ toRow }) => toRow);
  const changes = pairs.map((pair) => pair.replaceAll('draft.', 'change.'));
  return `${imports([
    { from: '../generated/prisma/client.ts', names: [`type ${entity}`] },
    helpers('../models/day.ts', ['dayOf', 'momentOf']),
    helpers('../models/money.ts', ['amountOf', 'currencyOf', 'toMoney']),
    {
      from: `../models/${oneFile}-input.ts`,
      names: [...(update ? [`type ${entity}Change`] : []), `type ${entity}Draft`],
    },
    { from: `../models/${oneFile}-record.ts`, names: [...enums, `type ${entity}Record`] },
    update && { from: '../utils/defined-only.ts', names: ['definedOnly'] },
  ])}

/** A row as a record. */
export function to${entity}Record(row: ${entity}): ${entity}Record {
  return {
    id: row.id,
${fields.map(({ property, fromRow }) => `    ${property}: ${fromRow},`).join('\n')}
    createdById: row.createdById,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The columns of a new ${one}. */
export function to${entity}Row(draft: ${entity}Draft) {
${list('return {', pairs, '};', '  ')}
}
${
  update
    ? `
/** The columns of what is to change. */
export function to${entity}Changes(change: ${entity}Change) {
${list('return definedOnly({', changes, '});', '  ')}
}
`
    : ''
}`;
}

/** `src/repositories/prisma-<entity>-repository.ts`. */
export function prismaRepositoryFile(draft: Draft): string {
  const { spec, names } = draft;
  const { entity, one, oneFile } = names;
  const [update, remove] = [spec.verbs.includes('update'), spec.verbs.includes('delete')];
  const unique = spec.fields.filter((field) => field.unique);
  const filter = filters(draft);
  const where = filter ? '{ where: definedOnly(filter) }' : '';
  const guard = (write: string) => (unique.length > 0 ? `refusingTaken(() => ${write})` : write);
  const insert = `client.${one}.create({
          data: {
            ...to${entity}Row(draft),
            id: uuidV7(),
            tenantId: database.tenantId,
            createdById,
          },
        })`;
  return `${imports([
    {
      from: '@gestas/sdk',
      names: [
        ...(unique.length > 0 ? ['AppError', 'isUniqueViolation'] : []),
        'batchById',
        'type Database',
        'isId',
        'uuidV7',
      ],
    },
    { from: '../generated/prisma/client.ts', names: ['type Prisma'] },
    { from: `../models/${oneFile}-record.ts`, names: [`type ${entity}Record`] },
    filter && { from: '../utils/defined-only.ts', names: ['definedOnly'] },
    {
      from: `./${oneFile}-repository.ts`,
      names: [`type ${entity}Key`, `type ${entity}Repository`],
    },
    {
      from: `./${oneFile}-row.ts`,
      names: [...(update ? [`to${entity}Changes`] : []), `to${entity}Record`, `to${entity}Row`],
    },
  ])}

/** ${entity}s in PostgreSQL, through Prisma. Row-level security keeps to the tenant, so no query names it. */
export function createPrisma${entity}Repository(
  database: Database<Prisma.TransactionClient>,
): ${entity}Repository {
  const findById = batchById<${entity}Record>((ids) =>
    database.run(async (client) => {
      const rows = await client.${one}.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(to${entity}Record);
    }),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: ({ first, after }${filter ? ', filter' : ''}) =>
      database.run(async (client) => {
        const rows = await client.${one}.findMany({
          where: ${filter ? '{ ...definedOnly(filter), ...following(after) }' : 'following(after)'},
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: first + 1,
        });
        return rows.map(to${entity}Record);
      }),
${fitting(
  `    count: (${filter ? 'filter' : ''}) => database.run((client) => client.${one}.count(${where})),`,
  `    count: (${filter ? 'filter' : ''}) =>\n      database.run((client) => client.${one}.count(${where})),`,
)}
    insert: (draft, createdById) =>
      database.run(async (client) => {
        const row = await ${unique.length > 0 ? 'refusingTaken(() =>' : insert}${
          unique.length > 0 ? `\n          ${insert.replaceAll('\n', '\n  ')},\n        );` : ';'
        }
        return to${entity}Record(row);
      }),${
        update
          ? `
    update: (id, change) =>
      database.run(async (client) => {
        const data = { ...to${entity}Changes(change), updatedAt: new Date() };
${fitting(
  `        const [row] = await ${guard(`client.${one}.updateManyAndReturn({ where: { id }, data })`)};`,
  unique.length > 0
    ? `        const [row] = await refusingTaken(() =>\n          client.${one}.updateManyAndReturn({ where: { id }, data }),\n        );`
    : `        const [row] = await client.${one}.updateManyAndReturn({\n          where: { id },\n          data,\n        });`,
)}
        return row ? to${entity}Record(row) : null;
      }),`
          : ''
      }${
        remove
          ? `
    delete: (id) =>
      database.run(async (client) => {
        const { count } = await client.${one}.deleteMany({ where: { id } });
        return count === 1;
      }),`
          : ''
      }
  };
}

/** Rows after a key. The first bound is implied by the second, and lets the index start there. */
${fitting(
  `function following(after: ${entity}Key | null): Prisma.${entity}WhereInput {`,
  `function following(\n  after: ${entity}Key | null,\n): Prisma.${entity}WhereInput {`,
)}
  if (!after) return {};
  const { createdAt, id } = after;
  return {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
  };
}
${unique.length > 0 ? refusal(unique.map(({ name }) => name)) : ''}`;
}

function refusal(unique: readonly string[]): string {
  const what = unique.join(' or ');
  return `
async function refusingTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
${fitting(
  `    throw new AppError('CONFLICT', 'The ${what} is taken: choose another.');`,
  `    throw new AppError(\n      'CONFLICT',\n      'The ${what} is taken: choose another.',\n    );`,
)}
  }
}
`;
}
