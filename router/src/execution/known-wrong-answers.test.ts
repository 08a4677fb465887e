import { describe, expect, it } from '@jest/globals';
import { anonymous, createPluginWorld, type WorldPlugin } from './testing/plugin-world.ts';

const reference = { __resolveReference: (it: object) => it };
const ask = async (plugins: Record<string, WorldPlugin>, query: string, variables = {}) => {
  const world = await createPluginWorld(plugins);
  return { result: await world.ask(query, { caller: anonymous(), variables }), sent: world.sent };
};

describe('what the stock planner and executor get wrong', () => {
  const priced: Record<string, WorldPlugin> = {
    catalog: {
      sdl: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! price(currency: String!): Int! }',
      resolvers: {
        Query: { item: () => ({ id: '1' }) },
        Item: {
          ...reference,
          price: (_: unknown, { currency }: { currency: string }) => (currency === 'EUR' ? 10 : 12),
        },
      },
    },
    tax: {
      sdl: 'type Item @key(fields: "id") { id: ID! price(currency: String!): Int! @external tax: Int! @requires(fields: "price(currency: \\"EUR\\")") }',
      resolvers: { Item: { ...reference, tax: ({ price }: { price: number }) => price * 2 } },
    },
  };
  it.each([
    ['{ item { price(currency: "USD") tax } }', { item: { price: 12, tax: 20 } }],
    [
      '{ item { tax p: price(currency: "USD") price(currency: "EUR") } }',
      { item: { tax: 20, p: 12, price: 10 } },
    ],
  ])('a field the client and a @requires ask with different arguments: %s', async (query, data) => {
    expect((await ask(priced, query)).result).toEqual({ data });
  });

  it('a key that cannot be resolved is not used though it is listed first', async () => {
    const plugins: Record<string, WorldPlugin> = {
      a: {
        sdl: 'type Query { thing: Thing } type Thing @key(fields: "code", resolvable: false) @key(fields: "id") { id: ID! code: ID! name: String }',
        resolvers: {
          Query: { thing: () => ({ id: '1', code: 'c' }) },
          Thing: {
            __resolveReference: ({ id }: { id?: string }) =>
              id ? { id, code: 'c', name: `n${id}` } : null,
          },
        },
      },
      b: {
        sdl: 'type Query { other: Thing } type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! size: Int }',
        resolvers: {
          Query: { other: () => ({ id: '1', code: 'c', size: 4 }) },
          Thing: { __resolveReference: (it: object) => ({ id: '1', code: 'c', size: 4, ...it }) },
        },
      },
    };
    const { result, sent } = await ask(plugins, '{ other { size name } thing { name size } }');
    expect(result).toEqual({
      data: { other: { size: 4, name: 'n1' }, thing: { name: null, size: 4 } },
    });
    const representations = sent
      .filter(({ plugin }) => plugin === 'a')
      .flatMap(({ variables }) => variables['representations'] ?? []);
    expect(representations).toEqual([{ __typename: 'Thing', id: '1' }]);
  });

  it('nested lists are joined, and put into representations', async () => {
    const plugins: Record<string, WorldPlugin> = {
      a: {
        sdl: 'type Query { grid: [[Cell]!] board: Board } type Cell @key(fields: "id") { id: ID! } type Board @key(fields: "id") { id: ID! rows: [[Pos!]!]! } type Pos { x: Int! }',
        resolvers: {
          Query: {
            grid: () => [[{ id: 1 }, null], [], [{ id: 2 }, { id: 1 }]],
            board: () => ({ id: 1 }),
          },
          Board: { ...reference, rows: () => [[{ x: 1 }, { x: 2 }], [{ x: 3 }]] },
          Cell: reference,
        },
      },
      b: {
        sdl: 'type Cell @key(fields: "id") { id: ID! color: String } type Board @key(fields: "id") { id: ID! rows: [[Pos!]!]! @external sum: Int @requires(fields: "rows { x }") } type Pos { x: Int! @external }',
        resolvers: {
          Cell: { ...reference, color: ({ id }: { id: string }) => `c${id}` },
          Board: {
            ...reference,
            sum: ({ rows }: { rows: { x: number }[][] }) =>
              rows.flat().reduce((sum, { x }) => sum + x, 0),
          },
        },
      },
    };
    const { result, sent } = await ask(plugins, '{ grid { color } board { sum } }');
    expect(result).toEqual({
      data: {
        grid: [[{ color: 'c1' }, null], [], [{ color: 'c2' }, { color: 'c1' }]],
        board: { sum: 6 },
      },
    });
    expect(
      sent.filter(({ plugin, query }) => plugin === 'b' && query.includes('Cell')),
    ).toHaveLength(1);
  });

  it('the name of an @interfaceObject does not replace the concrete type', async () => {
    const plugins: Record<string, WorldPlugin> = {
      a: {
        sdl: 'type Query { media: [Media!]! } interface Media @key(fields: "id") { id: ID! title: String } type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int } type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }',
        resolvers: {
          Query: {
            media: () => [
              { __typename: 'Book', id: '1', title: 'B', pages: 9 },
              { __typename: 'Film', id: '2', title: 'F', minutes: 90 },
            ],
          },
          Media: {
            __resolveReference: ({ id }: { id: string }) =>
              id === '1'
                ? { __typename: 'Book', id, title: 'B', pages: 9 }
                : { __typename: 'Film', id, title: 'F', minutes: 90 },
          },
        },
      },
      b: {
        sdl: 'type Query { top: Media } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }',
        resolvers: {
          Query: { top: () => ({ id: '2' }) },
          Media: { ...reference, stars: ({ id }: { id: string }) => Number(id) },
        },
      },
    };
    const query =
      '{ media { __typename stars title ... on Book { pages } ... on Film { minutes } } top { __typename stars title ... on Film { minutes } } }';
    expect((await ask(plugins, query)).result).toEqual({
      data: {
        media: [
          { __typename: 'Book', stars: 1, title: 'B', pages: 9 },
          { __typename: 'Film', stars: 2, title: 'F', minutes: 90 },
        ],
        top: { __typename: 'Film', stars: 2, title: 'F', minutes: 90 },
      },
    });
  });

  it('a conditional selection does not starve a representation', async () => {
    const query =
      'query ($no: Boolean = false) { item { id @include(if: $no) price(currency: "EUR") @include(if: $no) tax } x: item { tax @include(if: $no) } }';
    expect((await ask(priced, query)).result).toEqual({ data: { item: { tax: 20 }, x: {} } });
  });

  it('mutations run in order, one plugin after the other', async () => {
    const order: string[] = [];
    const mutation = (name: string) => ({
      sdl: `type Query { ${name}: Int } type Mutation { ${name}1: Int ${name}2: Int }`,
      resolvers: {
        Mutation: {
          [`${name}1`]: () => order.push(`${name}1`),
          [`${name}2`]: () => order.push(`${name}2`),
        },
      },
    });
    const { result, sent } = await ask(
      { a: mutation('a'), b: mutation('b') },
      'mutation { a1 b1 a2 b2 }',
    );
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(Object.keys(result.data ?? {})).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(sent.every(({ retryable }) => !retryable)).toBe(true);
  });
});
