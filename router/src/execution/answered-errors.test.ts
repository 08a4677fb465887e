import { describe, expect, it } from '@jest/globals';
import {
  anonymous,
  createPluginWorld,
  signedIn,
  type WorldPlugin,
} from './testing/plugin-world.ts';
import { shop } from './testing/shop-world.ts';

const caller = signedIn(['shop:*']);
const json = (value: unknown) => JSON.stringify(value);

/** The shop with one plugin's answer replaced. */
const withAnswer = (plugin: keyof typeof shop, answer: NonNullable<WorldPlugin['answer']>) =>
  createPluginWorld({ ...shop, [plugin]: { ...shop[plugin], answer } });

describe('errors in an answer', () => {
  const told = async (error: unknown) => {
    const world = await withAnswer('products', () =>
      json({ data: { product: null }, errors: [error] }),
    );
    return {
      world,
      errors: (await world.ask('{ product(id: "p1") { name } }', { caller })).errors,
    };
  };

  it('pass with code, message and declared extensions', async () => {
    const { errors } = await told({
      message: 'Check.',
      path: ['product'],
      locations: [{ line: 1, column: 1 }],
      extensions: {
        code: 'BAD_USER_INPUT',
        fields: { id: 'bad' },
        stacktrace: ['at x'],
        serviceName: 'p',
        query: '{ x }',
      },
    });
    expect(errors).toEqual([
      {
        message: 'Check.',
        path: ['product'],
        extensions: { code: 'BAD_USER_INPUT', fields: { id: 'bad' } },
      },
    ]);
  });

  it.each([
    { message: 'SELECT * FROM users', path: ['product'] },
    { message: 'boom', path: ['product'], extensions: { code: 'SOMETHING_ELSE' } },
    {
      message: 'boom',
      path: ['product'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'theirs' },
    },
    { message: 'boom', path: ['product'], extensions: { code: 'constructor' } },
    { message: 'boom', path: ['product'], extensions: { code: '__proto__' } },
    { message: { a: 1 }, path: ['product'], extensions: { code: 'NOT_FOUND' } },
    { path: ['product'] },
    'boom',
    null,
    7,
  ])('are masked when not declared: %j', async (error) => {
    const { world, errors } = await told(error);
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['product'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
      },
    ]);
    expect(world.log).toHaveLength(1);
  });

  it('have their place in the response, entity by entity', async () => {
    const world = await withAnswer('reviews', (body) => {
      const { representations } = JSON.parse(body).variables;
      const entities = representations.map(({ id }: { id: string }) =>
        id === 'p2' ? null : { reviews: [{ text: 'Good' }] },
      );
      const at = representations.findIndex(({ id }: { id: string }) => id === 'p2');
      const errors = [
        { message: 'Gone.', path: ['_entities', at], extensions: { code: 'NOT_FOUND' } },
        {
          message: 'Hidden.',
          path: ['_entities', 1 - at, 'reviews', 0, 'author'],
          extensions: { code: 'FORBIDDEN', permission: 'a:b:c' },
        },
      ];
      return json({ data: { _entities: entities }, errors });
    });
    const result = await world.ask(
      '{ grid { n: name reviews { text author { name } } } named { name } }',
      { caller },
    );
    expect(result.errors?.map(({ message, path }) => [message, path])).toEqual([
      ['Gone.', ['grid', 1, 0, 'reviews']],
      ['Hidden.', ['grid', 0, 0, 'reviews', 0, 'author']],
      ['Hidden.', ['grid', 1, 1, 'reviews', 0, 'author']],
    ]);
    expect(result.data).toBeNull();
  });

  it('skip objects of other types when they count entities', async () => {
    const world = await withAnswer('reviews', (body) => {
      const { representations } = JSON.parse(body).variables;
      const entities = representations.map(() => null);
      const errors = entities.map((_: null, at: number) => ({
        message: `${at}`,
        path: ['_entities', at, 'text'],
        extensions: { code: 'NOT_FOUND' },
      }));
      return json({ data: { _entities: entities }, errors });
    });
    const result = await world.ask(
      '{ things { ... on Product { name } ... on Review { text } } }',
      { caller },
    );
    expect(result.errors?.map(({ path }) => path)).toEqual([
      ['things', 0, 'text'],
      ['things', 2, 'text'],
    ]);
  });

  it('are told under the names the client chose, private ones undone', async () => {
    const world = await withAnswer('products', (body) => {
      const { query } = JSON.parse(body);
      expect(query).toMatch(/gestas_id: ?legacyId/);
      return json({
        data: { product: { gestas_id: null, __typename: 'Product', id: 'p1' } },
        errors: [
          { message: 'Gone.', path: ['product', 'gestas_id'], extensions: { code: 'NOT_FOUND' } },
        ],
      });
    });
    const result = await world.ask('{ product(id: "p1") { id: legacyId } }', { caller });
    expect(result).toEqual({
      data: { product: null },
      errors: [{ message: 'Gone.', path: ['product', 'id'], extensions: { code: 'NOT_FOUND' } }],
    });
  });
});

describe('names that mean something to JavaScript, in answers', () => {
  it('never reach a prototype', async () => {
    const poison =
      '{"data": {"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "product": {"__proto__": {"name": "inherited", "polluted": true}, "cost": 1, "constructor": 5}}, "extensions": {"__proto__": {"gestas": {}}}}';
    const world = await withAnswer('products', () => poison);
    const result = await world.ask('{ product(id: "p1") { cost name } }', { caller });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(result.data).toEqual({ product: null });
    expect(result.errors).toHaveLength(1);
  });

  it('are no type names either', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'Nothing', '', 5, null]) {
      const world = await withAnswer('products', () =>
        json({ data: { named: [{ __typename: name, name: 'x' }] } }),
      );
      const result = await world.ask('{ named { name } }', { caller });
      expect(result.data).toBeNull();
      expect(result.errors).toHaveLength(1);
    }
  });

  it('leave custom scalars as they are', async () => {
    const plugin = {
      sdl: 'scalar JSON type Query { json: JSON @tag(name: "public") }',
      answer: () => '{"data": {"json": {"__proto__": {"a": 1}, "constructor": [1, {"b": null}]}}}',
    };
    const world = await createPluginWorld({ plugin });
    const prepared = await world.graph.prepare(
      { query: '{ json }', operationName: null, variables: null, extensions: null },
      anonymous(),
    );
    const { result } = await world.graph.run(prepared, {}, anonymous());
    expect(json(result)).toBe(
      '{"data":{"json":{"__proto__":{"a":1},"constructor":[1,{"b":null}]}}}',
    );
  });
});
