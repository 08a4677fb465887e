import type { Draft } from './about.ts';
import { fitting } from './layout.ts';

/** What a rendered plugin's `update` must hold. */
export function updateTests({ names, fields }: Draft): string {
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

/** What a rendered plugin's `delete` must hold. */
export function deleteTests({ names }: Draft): string {
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

/** What a rendered plugin's lists and references must hold. */
export function readTests({ names }: Draft): string {
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
