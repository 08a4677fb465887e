import { type Draft, emitted, sentence } from './about.ts';
import { deleteTests, readTests, updateTests } from './contract-tests-beyond.ts';
import type { FieldShape } from './field-shapes.ts';
import { lines, list } from './layout.ts';
import { idField } from './names.ts';
import { example, faulty } from './test-examples.ts';

/** `test/<entities>.test.ts`: real operations against the built schema and a real database. */
export function contractTests(draft: Draft): string {
  const { names } = draft;
  const parts = [
    head(draft),
    createTests(draft),
    ...(draft.spec.verbs.includes('update') ? [updateTests(draft)] : []),
    ...(draft.spec.verbs.includes('delete') ? [deleteTests(draft)] : []),
    readTests(draft),
  ];
  return `${parts.join('\n\n')}\n`.replaceAll('PLUGIN', names.schema);
}

function selection(shapes: readonly FieldShape[]): string {
  return shapes
    .map(({ spec }) => (spec.type === 'RELATION' ? `${spec.name} { id }` : spec.name))
    .join(' ');
}

function operation(verb: string, { names, fields }: Draft): string {
  const command = `${verb}${names.entity}`;
  const answer =
    verb === 'delete' ? 'id' : `${names.one} { id ${selection(fields)} createdBy { id } }`;
  return `const ${verb.toUpperCase()} = \`mutation ($input: ${sentence(verb)}${names.entity}Input!) {
  ${command}(input: $input) { ${answer} }
}\`;`;
}

function head(draft: Draft): string {
  const { spec, names, fields } = draft;
  const { one, many, folder } = names;
  return `import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

let plugin: TestPlugin;
beforeAll(async () => {
  plugin = await startTestPlugin(definition);
});
afterAll(() => plugin.stop());

${spec.verbs.map((verb) => operation(verb, draft)).join('\n')}
const LIST = \`query ($first: Int, $after: String) {
  ${many}(first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
}\`;
const ONE = 'query ($id: ID!) { ${one}(id: $id) { id } }';

${exampleFunction(fields)}
const newViewer = async (permissions = ['${folder}:*']) => ({
  tenantId: (await plugin.database.createTenant()).id,
  userId: randomUUID(),
  permissions,
});
type Viewer = Awaited<ReturnType<typeof newViewer>>;
const create = async (viewer: Viewer, n = 1) => {
  const { data, errors } = await plugin.execute(viewer, CREATE, { input: example(n) });
  expect(errors).toBeUndefined();
  return data.create${names.entity}.${one};
};`;
}

function exampleFunction(fields: readonly FieldShape[]): string {
  const rows = fields.map(({ spec, property }) => `  ${property}: ${example(spec)},`).join('\n');
  const parameter = /\bn\b/.test(rows.replace(/'[^']*'/g, '')) ? 'n' : '_n';
  return `const example = (${parameter} = 1) => ({\n${rows}\n});`;
}

function createTests({ spec, names, fields }: Draft): string {
  const { one } = names;
  const plain = fields.filter((shape) => shape.spec.type !== 'RELATION');
  const bad = fields.find(({ spec: field }) => faulty(field) !== null);
  const unique = fields.some((shape) => shape.spec.unique);
  const announced = emitted(spec).includes('create');
  const events = `{
        name: '${names.event('create')}',
        data: { ${idField(names)}: ${one}.id, createdById: viewer.userId },
      }`;
  return `describe('create${names.entity}', () => {
  it('keeps what is given, and leaves an audit row', async () => {
    const viewer = await newViewer();
    const ${one} = await create(viewer);
${lines(
  plain.length === fields.length && `    expect(${one}).toMatchObject(example());`,
  plain.length < fields.length &&
    lines(
      list(
        'const {',
        plain.map(({ property }) => property),
        '} = example();',
        '    ',
      ),
      list(
        `expect(${one}).toMatchObject({`,
        plain.map(({ property }) => property),
        '});',
        '    ',
      ),
    ),
  `    expect(${one}.createdBy).toEqual({ id: viewer.userId });`,
  announced
    ? `    expect(await plugin.emitted(viewer.tenantId)).toEqual([\n      ${events},\n    ]);`
    : '    expect(await plugin.emitted(viewer.tenantId)).toEqual([]);',
)}
    expect(await plugin.audited(viewer.tenantId)).toEqual([
      { action: 'create${names.entity}', outcome: 'OK', target: \`${names.entity}:\${${one}.id}\` },
    ]);
  });
${
  bad
    ? `
  it('names what is wrong', async () => {
    const input = { ...example(), ${bad.property}: ${faulty(bad.spec)} };
    const { errors } = await plugin.execute(await newViewer(), CREATE, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(errors?.[0]?.extensions)).toContain('${bad.property}');
  });
`
    : ''
}${
  unique
    ? `
  it('refuses what is taken, and only within the tenant', async () => {
    const viewer = await newViewer();
    await create(viewer);
    const { errors } = await plugin.execute(viewer, CREATE, { input: example() });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
    await create(await newViewer());
  });
`
    : ''
}
  it('turns away strangers and those without the permission', async () => {
    const input = example();
    const stranger = await plugin.execute(null, CREATE, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const reader = await newViewer(['${names.permission('read')}']);
    const refused = await plugin.execute(reader, CREATE, { input });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});`;
}
