import type { FieldSpec } from '../models/plugin-spec.ts';
import { type Draft, emitted, sentence } from './about.ts';
import type { FieldShape } from './field-shapes.ts';
import { fitting, lines, list } from './layout.ts';
import { idField } from './names.ts';

const SOMEONE = '018f3c1e-5b7a-7c3d-9e2f-1a2b3c4d5e6f';

/** A valid value for the `n`th example of a field, as source text. */
function example({ type, name, values, min, max, format }: FieldSpec): string {
  const least = Math.max(1, min ?? 1);
  const number =
    max !== null && max <= least + 50 ? String(max) : least === 1 ? 'n' : `n + ${least}`;
  switch (type) {
    case 'TEXT':
      if (format === 'EMAIL') return '`someone${n}@example.com`';
      if (format === 'URL') return '`https://example.com/${n}`';
      return `\`${sentence(name)} \${n}\``;
    case 'INTEGER':
      return number;
    case 'DECIMAL':
      return number === String(max) ? `'${number}'` : `\`\${${number}}.5\``;
    case 'MONEY':
      return number === String(max)
        ? `{ amount: '${number}.00', currency: 'EUR' }`
        : `{ amount: \`\${${number}}.50\`, currency: 'EUR' }`;
    case 'BOOLEAN':
      return 'true';
    case 'DATE':
      return "'2026-01-31'";
    case 'DATETIME':
      return "'2026-01-31T09:30:00.000Z'";
    case 'ENUM':
      return `'${values[0]}'`;
    case 'RELATION':
      return `'${SOMEONE}'`;
  }
}

/** A value the field must refuse, as source text; null where the schema alone refuses. */
function faulty({ type, min }: FieldSpec): string | null {
  if (type === 'TEXT') return "'  '";
  if (type === 'MONEY') return "{ amount: '1,5', currency: 'EUR' }";
  if (type === 'DECIMAL') return "'1,5'";
  if (type === 'DATE') return "'31/01/2026'";
  if (type === 'RELATION') return "'nobody'";
  return type === 'INTEGER' && min !== null ? String(min - 1) : null;
}

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

function updateTests({ names, fields }: Draft): string {
  const { one } = names;
  const [first] = fields;
  const property = first?.property ?? 'id';
  return `describe('update${names.entity}', () => {
  it('changes what is given, and refuses to change nothing', async () => {
    const viewer = await newViewer();
    const { id } = await create(viewer);
    const { ${property} } = example(2);
    const input = { id, ${property} };
    const { data } = await plugin.execute(viewer, UPDATE, { input });
    expect(data.update${names.entity}.${one}).toMatchObject({ id });
    const { errors } = await plugin.execute(viewer, UPDATE, { input: { id } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it("finds another tenant's no more than a random one", async () => {
    const { id } = await create(await newViewer());
    const other = await newViewer();
    const { ${property} } = example(2);
    for (const foreign of [id, randomUUID(), 'nonsense']) {
      const input = { id: foreign, ${property} };
      const { errors } = await plugin.execute(other, UPDATE, { input });
      expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    }
  });
});`;
}

function deleteTests({ names }: Draft): string {
  return `describe('delete${names.entity}', () => {
  it('deletes it once', async () => {
    const viewer = await newViewer();
    const { id } = await create(viewer);
    const other = await plugin.execute(await newViewer(), DELETE, { input: { id } });
    expect(other.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    const { data } = await plugin.execute(viewer, DELETE, { input: { id } });
    expect(data.delete${names.entity}).toEqual({ id });
    const again = await plugin.execute(viewer, DELETE, { input: { id } });
    expect(again.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
  });
});`;
}

function readTests({ names }: Draft): string {
  const { entity, one, many } = names;
  return `describe('${many}', () => {
  it('page by key, newest first, through everything once', async () => {
    const viewer = await newViewer();
    const made: string[] = [];
    for (let n = 1; n <= 5; n++) made.push((await create(viewer, n)).id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await plugin.execute(viewer, LIST, { first: 2, after });
      expect(data.${many}.totalCount).toBe(5);
      seen.push(...data.${many}.nodes.map(({ id }: { id: string }) => id));
${fitting(
  `      after = data.${many}.pageInfo.hasNextPage ? data.${many}.pageInfo.endCursor : null;`,
  `      after = data.${many}.pageInfo.hasNextPage\n        ? data.${many}.pageInfo.endCursor\n        : null;`,
)}
    } while (after);
    expect(seen).toEqual(made.reverse());
  });

  it('need the permission, and show no other tenant anything', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    const { id } = await create(mine);
    expect((await plugin.execute(other, LIST)).data.${many}.totalCount).toBe(0);
    expect((await plugin.execute(mine, ONE, { id })).data.${one}).toEqual({ id });
    for (const foreign of [id, randomUUID(), 'nonsense']) {
      const answer = await plugin.execute(other, ONE, { id: foreign });
      expect(answer).toEqual({ data: { ${one}: null } });
    }
    const refused = await plugin.execute(await newViewer(['nothing:*']), LIST);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'x' }])('refuse %j', async (variables) => {
    const { errors } = await plugin.execute(await newViewer(), LIST, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('are entities that other plugins may refer to', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    const { id } = await create(mine);
    const query = \`query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${entity} { id } } }\`;
    const refs = [{ __typename: '${entity}', id }];
    expect((await plugin.execute(mine, query, { refs })).data._entities).toEqual([{ id }]);
    expect((await plugin.execute(other, query, { refs })).data._entities).toEqual([null]);
  });
});`;
}
