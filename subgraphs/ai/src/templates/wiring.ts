import { type Draft, emitted } from './about.ts';
import { fitting, imports, lines, list } from './layout.ts';
import { idField } from './names.ts';

/** `src/index.ts`. */
export const INDEX = `import { startPlugin } from '@gestas/sdk';
import { definition } from './definition.ts';

export const plugin = await startPlugin(definition);
`;

/** `src/definition.ts`. */
export const DEFINITION = `import manifest from '../manifest.json' with { type: 'json' };
import { context } from './context.ts';
import { resolvers } from './resolvers/index.ts';

/** The plugin as a value: \`index.ts\` starts it, tests run it alone. */
export const definition = {
  manifest,
  schema: new URL('../schema.graphql', import.meta.url),
  resolvers,
  context,
};
`;

/** `src/context.ts`: the one place that picks implementations. */
export function contextFile({ names }: Draft): string {
  const { entity, part, oneFile, book } = names;
  return `${imports([
    {
      from: '@gestas/sdk',
      names: [
        'type BaseContext',
        'type Database',
        'defineContext',
        'type RequestContext',
        'type Transacting',
      ],
    },
    { from: './events.ts', names: ['events', `type ${book}`] },
    { from: './generated/prisma/client.ts', names: ['type Prisma', 'PrismaClient'] },
    {
      from: `./repositories/${oneFile}-repository.ts`,
      names: [`type ${entity}Reader`, `type ${entity}Repository`],
    },
    {
      from: `./repositories/prisma-${oneFile}-repository.ts`,
      names: [`createPrisma${entity}Repository`],
    },
  ])}

type Parts = { readonly ${part}: ${entity}Repository };

/** What a query may touch: it reads. */
${fitting(
  `export type QueryContext = BaseContext & { readonly ${part}: ${entity}Reader };`,
  `export type QueryContext = BaseContext & {\n  readonly ${part}: ${entity}Reader;\n};`,
)}

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, ${book}>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, ${book}>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    ${part}: createPrisma${entity}Repository(database),
  }),
});
`;
}

/** `src/events.ts`: what the plugin announces, with types. */
export function eventsFile({ spec, names, fields }: Draft): string {
  const verbs = emitted(spec);
  const head = `/** The event book as a type. */\nexport type ${names.book} = typeof events;\n`;
  if (verbs.length === 0)
    return `/** This plugin announces nothing. */\nexport const events = {};\n\n${head}`;
  const fieldNames = fields.map(({ property }) => `'${property}'`);
  const rows = {
    create: `  '${names.event('create')}': ${names.one}.extend({ createdById: z.uuid() }),`,
    update: `  '${names.event('update')}': ${names.one}.extend({ fields: z.array(field) }),`,
    delete: `  '${names.event('delete')}': ${names.one},`,
  };
  return `import { z } from 'zod';

const ${names.one} = z.object({ ${idField(names)}: z.uuid() });
${verbs.includes('update') ? `${list('const field = z.enum([', fieldNames, ']);')}\n` : ''}
/** Every event this plugin emits; the manifest's \`emits\` lists the same names. */
export const events = {
${verbs.map((verb) => rows[verb]).join('\n')}
};

${head}`;
}

/** `src/mappers.ts`. */
export function mappersFile({ names: { entity, oneFile } }: Draft): string {
  return `import type { Connection } from '@gestas/sdk';
import type { ${entity}Record } from './models/${oneFile}-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type ${entity}Mapper = ${entity}Record;
export type ${entity}ConnectionMapper = Connection<${entity}Record>;
`;
}

/** `src/resolvers/index.ts`. */
export function resolversIndex({ spec, names: { entity, oneFile } }: Draft): string {
  const commands = spec.verbs.length > 0;
  const own = { from: `./${oneFile}.ts`, names: [entity] };
  const all = ['Query', ...(commands ? ['Mutation'] : []), entity];
  return `${imports([
    { from: '../generated/resolver-types.ts', names: ['type Resolvers'] },
    commands && { from: './mutation.ts', names: ['Mutation'] },
    own,
    { from: './query.ts', names: ['Query'] },
  ])}

export const resolvers: Resolvers = { ${all.join(', ')} };
`;
}

/** `src/resolvers/query.ts`. */
export function queryResolvers({ names: { one, many, oneFile, manyFile } }: Draft): string {
  return `${imports([
    { from: '../generated/resolver-types.ts', names: ['type QueryResolvers'] },
    { from: `../services/queries/${oneFile}.ts`, names: [one] },
    { from: `../services/queries/${manyFile}.ts`, names: [many] },
  ])}

export const Query: QueryResolvers = {
  ${one}: (_root, { id }, ctx) => ${one}(ctx, id),
  ${many}: (_root, args, ctx) => ${many}(ctx, args),
};
`;
}

/** `src/resolvers/mutation.ts`. */
export function mutationResolvers({ spec, names: { entity, one, oneFile } }: Draft): string {
  const rows = spec.verbs.map((verb) => {
    const call = `${verb}${entity}`;
    const answer = verb === 'delete' ? 'id' : one;
    return fitting(
      `  ${call}: async (_root, { input }, ctx) => ({ ${answer}: await ${call}(ctx, input) }),`,
      `  ${call}: async (_root, { input }, ctx) => ({\n    ${answer}: await ${call}(ctx, input),\n  }),`,
    );
  });
  return `${imports([
    { from: '../generated/resolver-types.ts', names: ['type MutationResolvers'] },
    ...spec.verbs.map((verb) => ({
      from: `../services/commands/${verb}-${oneFile}.ts`,
      names: [`${verb}${entity}`],
    })),
  ])}

export const Mutation: MutationResolvers = {
${rows.join('\n')}
};
`;
}

/** The entity's own resolvers: how others refer to it, and what it refers to. */
export function entityResolvers({ names: { entity, one, oneFile }, fields }: Draft): string {
  const relations = fields.filter(({ spec }) => spec.type === 'RELATION');
  const rows = relations.map(({ spec: { name, required }, property }) => {
    const reference = `{ id: ${property} }`;
    return required
      ? `  ${name}: ({ ${property} }) => (${reference}),`
      : `  ${name}: ({ ${property} }) => (${property} === null ? null : ${reference}),`;
  });
  return `${imports([
    { from: '../generated/resolver-types.ts', names: [`type ${entity}Resolvers`] },
    { from: `../services/queries/${oneFile}.ts`, names: [one] },
  ])}

export const ${entity}: ${entity}Resolvers = {
${lines(
  `  __resolveReference: ({ id }, ctx) => ${one}(ctx, id),`,
  `  createdBy: ({ createdById }) => ({ id: createdById }),`,
  ...rows,
)}
};
`;
}
