import { type Draft, sentence } from './about.ts';
import { fitting, imports, lines } from './layout.ts';
import { filters } from './repository-interface.ts';

/** `src/repositories/prisma-<entity>-repository.ts`. */
export function prismaRepositoryFile(draft: Draft): string {
  const { spec, names } = draft;
  const { entity } = names;
  return `${heads(draft)}

/** ${sentence(spec.labelPlural.en)} in PostgreSQL, through Prisma. Row-level security keeps to the tenant, so no query names it. */
export function createPrisma${entity}Repository(
  database: Database<Prisma.TransactionClient>,
): ${entity}Repository {
${finder(draft)}
  return {
${lines(
  '    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),',
  readers(draft),
  insert(draft),
  spec.verbs.includes('update') && update(draft),
  spec.verbs.includes('delete') && remove(draft),
)}
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
${isGuarded(draft) ? refusal(draft) : ''}`;
}

function heads(draft: Draft): string {
  const { spec, names } = draft;
  const { entity, oneFile } = names;
  const changes = spec.verbs.includes('update') ? [`to${entity}Changes`] : [];
  const taken = isGuarded(draft) ? ['AppError', 'isUniqueViolation'] : [];
  return imports([
    {
      from: '@gestas/sdk',
      names: [...taken, 'batchById', 'type Database', 'isId', 'uuidV7'],
    },
    { from: '../generated/prisma/client.ts', names: ['type Prisma'] },
    { from: `../models/${oneFile}-record.ts`, names: [`type ${entity}Record`] },
    filters(draft) && { from: '../utils/defined-only.ts', names: ['definedOnly'] },
    {
      from: `./${oneFile}-repository.ts`,
      names: [`type ${entity}Key`, `type ${entity}Repository`],
    },
    { from: `./${oneFile}-row.ts`, names: [...changes, `to${entity}Record`, `to${entity}Row`] },
  ]);
}

function isGuarded({ spec }: Draft): boolean {
  return spec.fields.some(({ unique }) => unique);
}

function finder({ names: { entity, one } }: Draft): string {
  return `  const findById = batchById<${entity}Record>((ids) =>
    database.run(async (client) => {
      const rows = await client.${one}.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(to${entity}Record);
    }),
  );`;
}

function readers(draft: Draft): string {
  const { entity, one } = draft.names;
  const filter = filters(draft);
  const where = filter ? '{ where: definedOnly(filter) }' : '';
  return `    list: ({ first, after }${filter ? ', filter' : ''}) =>
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
)}`;
}

function insert(draft: Draft): string {
  const { entity, one } = draft.names;
  const write = `client.${one}.create({
          data: {
            ...to${entity}Row(draft),
            id: uuidV7(),
            tenantId: database.tenantId,
            createdById,
          },
        })`;
  const guarded = `refusingTaken(() =>\n          ${write.replaceAll('\n', '\n  ')},\n        )`;
  return `    insert: (draft, createdById) =>
      database.run(async (client) => {
        const row = await ${isGuarded(draft) ? guarded : write};
        return to${entity}Record(row);
      }),`;
}

function update(draft: Draft): string {
  const { entity, one } = draft.names;
  const write = `client.${one}.updateManyAndReturn({ where: { id }, data })`;
  const forms = isGuarded(draft)
    ? [`refusingTaken(() => ${write})`, `refusingTaken(() =>\n          ${write},\n        )`]
    : [
        write,
        `client.${one}.updateManyAndReturn({\n          where: { id },\n          data,\n        })`,
      ];
  return `    update: (id, change) =>
      database.run(async (client) => {
        const data = { ...to${entity}Changes(change), updatedAt: new Date() };
${fitting(...forms.map((form) => `        const [row] = await ${form};`))}
        return row ? to${entity}Record(row) : null;
      }),`;
}

function remove({ names: { one } }: Draft): string {
  return `    delete: (id) =>
      database.run(async (client) => {
        const { count } = await client.${one}.deleteMany({ where: { id } });
        return count === 1;
      }),`;
}

function refusal({ spec }: Draft): string {
  const what = spec.fields.filter(({ unique }) => unique).map(({ name }) => name);
  const message = `'The ${what.join(' or ')} is taken: choose another.'`;
  return `
async function refusingTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
${fitting(
  `    throw new AppError('CONFLICT', ${message});`,
  `    throw new AppError(\n      'CONFLICT',\n      ${message},\n    );`,
)}
  }
}
`;
}
