import { describe, expect, it } from '@jest/globals';
import { createPluginWorld, type WorldPlugin } from './testing/plugin-world.ts';

const BOOKS = ['1', '2'];
const plugins: Record<string, WorldPlugin> = {
  media: {
    sdl: `
      type Query { shelf: [Item] media: [Media] }
      interface Item { id: ID! }
      interface Media implements Item @key(fields: "id") { id: ID! title: String }
      type Book implements Media & Item @key(fields: "id") { id: ID! title: String pages: Int }
      type Film implements Media & Item @key(fields: "id") { id: ID! title: String }
      type Disc implements Item { id: ID! tracks: Int }
      union Any = Book | Disc`,
    resolvers: {
      Media: {
        __resolveReference: ({ id }: { id: string }) =>
          BOOKS.includes(id) ? { __typename: 'Book', id, title: `B${id}`, pages: 9 } : null,
      },
    },
  },
  ratings: {
    sdl: `
      type Query { top: [Media] gone: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }`,
    resolvers: {
      Query: { top: () => BOOKS.map((id) => ({ id, stars: 5 })), gone: () => ({ id: '9' }) },
    },
  },
};
const ask = async (query: string, variables = {}) => {
  const world = await createPluginWorld(plugins);
  return { result: await world.ask(query, { variables }), sent: world.sent };
};

describe('what a subgraph with an @interfaceObject answers', () => {
  it('needs no other subgraph when any implementation would be told alike', async () => {
    const { result, sent } = await ask('{ top { id stars ... on Media { s: stars } } }');
    expect(result).toEqual({ data: { top: BOOKS.map((id) => ({ id, stars: 5, s: 5 })) } });
    expect(sent.map(({ plugin }) => plugin)).toEqual(['ratings']);
  });

  it('is null when the selection depends on a type that nobody knows', async () => {
    const { result } = await ask('{ gone { id ... on Book { pages } } }');
    expect(result.data).toEqual({ gone: null });
    expect(result.errors?.map(({ path }) => path)).toEqual([['gone']]);
  });

  it.each([
    ['{ top { ... on Item { id } } }', { id: '1' }],
    [
      '{ top { ...Wide } } fragment Wide on Any { __typename ... on Book { pages } }',
      { __typename: 'Book', pages: 9 },
    ],
    ['{ top { stars ... on Item { ... on Disc { tracks } } } }', { stars: 5 }],
    [
      'query ($no: Boolean!) { top { stars ... on Item @include(if: $no) { id ... on Media { title } } } }',
      { stars: 5 },
    ],
  ])('may be asked by types wider than the interface: %s', async (query, first) => {
    const { result } = await ask(query, query.includes('$no') ? { no: false } : {});
    expect(result.errors).toBeUndefined();
    expect((result.data as { top: object[] }).top[0]).toEqual(first);
  });
});
