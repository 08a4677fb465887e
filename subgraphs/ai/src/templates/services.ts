import { type Draft, emitted } from './about.ts';
import { filterSchema } from './input-schemas.ts';
import { fitting, imports, lines } from './layout.ts';
import { idField } from './names.ts';
import { filters } from './repository-interface.ts';

/** `src/services/commands/create-<entity>.ts`. */
export function createCommand({ spec, names }: Draft): string {
  const { entity, one, oneFile, part } = names;
  const announced = emitted(spec).includes('create');
  return `${commandImports({ spec, names, fields: [] }, `Create${entity}`, true)}

/** Keeps a new ${spec.label.en} of the viewer's${announced ? ` and announces \`${names.event('create')}\`` : ''}. */
${signature(`create${entity}`, `${entity}Record`)}
  const viewer = requirePermission(ctx, '${names.permission('create')}');
  const draft = parseInput(Create${entity}, input);
  return ctx.transact(async (tx) => {
    const ${one} = await tx.${part}.insert(draft, viewer.userId);
${lines(
  announced &&
    emit(names.event('create'), [`${idField(names)}: ${one}.id`, 'createdById: viewer.userId']),
  `    tx.audit({ target: \`${entity}:\${${one}.id}\` });`,
)}
    return ${one};
  });
}
`.replace(`/${oneFile}-input.ts';\n\n\n`, `/${oneFile}-input.ts';\n\n`);
}

/** `src/services/commands/update-<entity>.ts`. */
export function updateCommand(draft: Draft): string {
  const { spec, names, fields } = draft;
  const { entity, one, part } = names;
  const announced = emitted(spec).includes('update');
  const all = fields.map(({ property }) => `'${property}'`);
  const constant = fitting(
    `const FIELDS = [${all.join(', ')}] as const;`,
    `const FIELDS = [\n${all.map((name) => `  ${name},`).join('\n')}\n] as const;`,
  );
  return `${commandImports(draft, `Update${entity}`, true, true)}

${constant}

/** Changes what is given${announced ? ` and announces \`${names.event('update')}\` with the names of what was given` : ''}. */
${signature(`update${entity}`, `${entity}Record`)}
  requirePermission(ctx, '${names.permission('update')}');
  const { id, ...change } = parseInput(Update${entity}, input);
  const fields = FIELDS.filter((field) => change[field] !== undefined);
  return ctx.transact(async (tx) => {
    const ${one} = await tx.${part}.update(id, change);
    if (!${one}) throw new AppError('NOT_FOUND', 'There is no such ${spec.label.en}.');
${lines(
  announced && emit(names.event('update'), [`${idField(names)}: id`, 'fields']),
  `    tx.audit({ target: \`${entity}:\${id}\`, details: { fields } });`,
)}
    return ${one};
  });
}
`;
}

/** `src/services/commands/delete-<entity>.ts`. */
export function deleteCommand(draft: Draft): string {
  const { spec, names } = draft;
  const { entity, part } = names;
  const announced = emitted(spec).includes('delete');
  const missing = `throw new AppError('NOT_FOUND', 'There is no such ${spec.label.en}.');`;
  return `${commandImports(draft, `Delete${entity}`, false, true)}

/** Deletes a ${spec.label.en}${announced ? ` and announces \`${names.event('delete')}\`` : ''}. */
${signature(`delete${entity}`, 'string')}
  requirePermission(ctx, '${names.permission('delete')}');
  const { id } = parseInput(Delete${entity}, input);
  return ctx.transact(async (tx) => {
${fitting(
  `    if (!(await tx.${part}.delete(id))) ${missing}`,
  `    if (!(await tx.${part}.delete(id))) {\n      ${missing}\n    }`,
)}
${lines(
  announced && emit(names.event('delete'), [`${idField(names)}: id`]),
  `    tx.audit({ target: \`${entity}:\${id}\` });`,
)}
    return id;
  });
}
`;
}

function emit(event: string, pairs: readonly string[]): string {
  return fitting(
    `    await tx.events.emit('${event}', { ${pairs.join(', ')} });`,
    `    await tx.events.emit('${event}', {\n${pairs.map((pair) => `      ${pair},`).join('\n')}\n    });`,
  );
}

function signature(name: string, answer: string): string {
  return fitting(
    `export async function ${name}(ctx: CommandContext, input: unknown): Promise<${answer}> {`,
    `export async function ${name}(\n  ctx: CommandContext,\n  input: unknown,\n): Promise<${answer}> {`,
  );
}

function commandImports({ names }: Draft, schema: string, record: boolean, fails = false): string {
  const { entity, oneFile } = names;
  return imports([
    {
      from: '@gestas/sdk',
      names: [...(fails ? ['AppError'] : []), 'parseInput', 'requirePermission'],
    },
    { from: '../../context.ts', names: ['type CommandContext'] },
    { from: `../../models/${oneFile}-input.ts`, names: [schema] },
    record && { from: `../../models/${oneFile}-record.ts`, names: [`type ${entity}Record`] },
  ]);
}

/** `src/services/queries/<entity>.ts`. */
export function oneQuery({ spec, names }: Draft): string {
  const { entity, one, oneFile, part } = names;
  return `${imports([
    { from: '@gestas/sdk', names: ['requirePermission'] },
    { from: '../../context.ts', names: ['type QueryContext'] },
    { from: `../../models/${oneFile}-record.ts`, names: [`type ${entity}Record`] },
  ])}

/** One ${spec.label.en} by id; a foreign id finds nothing, like a random one. */
${fitting(
  `export function ${one}(ctx: QueryContext, id: string): Promise<${entity}Record | null> {`,
  `export function ${one}(\n  ctx: QueryContext,\n  id: string,\n): Promise<${entity}Record | null> {`,
)}
  requirePermission(ctx, '${names.permission('read')}');
  return ctx.${part}.findById(id);
}
`;
}

/** `src/services/queries/<entities>.ts`. */
export function manyQuery(draft: Draft): string {
  const { spec, names } = draft;
  const { entity, many, oneFile, part } = names;
  const filter = filters(draft);
  const schema = filter ? filterSchema(draft) : '';
  const head = imports([
    {
      from: '@gestas/sdk',
      names: [
        'type Connection',
        'CursorDate',
        'type PageArguments',
        'parsePage',
        'requirePermission',
        'toConnection',
        ...(filter ? ['parseInput'] : []),
        ...(schema.includes('given(Id)') ? ['Id'] : []),
      ],
    },
    { from: 'zod', names: ['z'] },
    { from: '../../context.ts', names: ['type QueryContext'] },
    { from: `../../models/${oneFile}-record.ts`, names: [`type ${entity}Record`] },
  ]);
  return `${head}

const Key = z.object({ createdAt: CursorDate, id: z.uuid() });
${schema ? `${schema}\n` : ''}
/** A page of the tenant's ${spec.labelPlural.en}, newest first. */
export async function ${many}(
  ctx: QueryContext,
  input: PageArguments${filter ? ' & { readonly filter?: unknown }' : ''},
): Promise<Connection<${entity}Record>> {
  requirePermission(ctx, '${names.permission('read')}');
  const page = parsePage(Key, input);
${lines(
  filter && '  const filter = parseInput(Filter, input.filter ?? {});',
  `  const rows = await ctx.${part}.list(page${filter ? ', filter' : ''});`,
)}
  return toConnection(
    rows,
    page,
    ({ createdAt, id }) => ({ createdAt, id }),
    () => ctx.${part}.count(${filter ? 'filter' : ''}),
  );
}
`;
}
