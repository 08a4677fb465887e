import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PluginWorld } from './testing/plugin-world.ts';
import { createPluginWorld, requestOf, signedIn } from './testing/plugin-world.ts';
import { shop } from './testing/shop-world.ts';

const caller = signedIn(['shop:*']);

describe('execution', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld(shop);
  });

  const right: Record<string, [string, unknown]> = {
    'requires across plugins': ['{ product(id: "p1") { shipping } }', { product: { shipping: 6 } }],
    'nested lists': [
      '{ grid { name reviews { text } } }',
      {
        grid: [
          [{ name: 'Chair', reviews: [{ text: 'Good' }, { text: 'Fine' }] }],
          [
            { name: 'Table', reviews: [{ text: 'Big' }] },
            { name: 'Chair', reviews: [{ text: 'Good' }, { text: 'Fine' }] },
          ],
        ],
      },
    ],
    'union over two plugins': [
      '{ things { ... on Product { name } ... on Review { text product { name } } } }',
      {
        things: [
          { text: 'Big', product: { name: 'Table' } },
          { name: 'Chair' },
          { text: 'Good', product: { name: 'Chair' } },
        ],
      },
    ],
    'interface with fragments': [
      '{ named { name ... on Brand { founded } ... on Product { reviews { id } } } }',
      {
        named: [
          { name: 'Chair', reviews: [{ id: 'r1' }, { id: 'r2' }] },
          { name: 'Oak', founded: 1900 },
        ],
      },
    ],
    'aliases of one field with different arguments': [
      '{ a: product(id: "p1") { name } b: product(id: "p2") { name } }',
      { a: { name: 'Chair' }, b: { name: 'Table' } },
    ],
    'an alias that would steal the key': [
      '{ product(id: "p1") { id: legacyId name reviews { text } } }',
      { product: { id: 'old-1', name: 'Chair', reviews: [{ text: 'Good' }, { text: 'Fine' }] } },
    ],
    'an alias that would steal a required field': [
      '{ product(id: "p1") { weight: name shipping } }',
      { product: { weight: 'Chair', shipping: 6 } },
    ],
    'aliases swapped': [
      '{ product(id: "p1") { name: legacyId legacyId: name reviews { text: id id: text } } }',
      {
        product: {
          name: 'old-1',
          legacyId: 'Chair',
          reviews: [
            { text: 'r1', id: 'Good' },
            { text: 'r2', id: 'Fine' },
          ],
        },
      },
    ],
    'an alias that looks private': [
      '{ product(id: "p1") { gestas_id: name gestas_gestas_x: cost } }',
      { product: { gestas_id: 'Chair', gestas_gestas_x: 12 } },
    ],
    'names that mean something to JavaScript': [
      '{ constructor: product(id: "p1") { toString: name hasOwnProperty: cost } }',
      { constructor: { toString: 'Chair', hasOwnProperty: 12 } },
    ],
    'every alias of the type name': [
      '{ a: __typename product(id: "p1") { b: __typename __typename } named { c: __typename } }',
      {
        a: 'Query',
        product: { b: 'Product', __typename: 'Product' },
        named: [{ c: 'Product' }, { c: 'Brand' }],
      },
    ],
    'nothing selected of an object': [
      'query ($no: Boolean = false) { product(id: "p1") { name @include(if: $no) } none: product(id: "x") { name @include(if: $no) } }',
      { product: {}, none: null },
    ],
    'all skipped by literals': ['{ product(id: "p1") { name @skip(if: true) } }', { product: {} }],
    'nothing but introspection': [
      '{ __type(name: "Brand") { name kind } }',
      { __type: { name: 'Brand', kind: 'OBJECT' } },
    ],
    'merging over fragments': [
      '{ product(id: "p1") { reviews { text } ...F } } fragment F on Product { reviews { author { name } } }',
      {
        product: {
          reviews: [
            { text: 'Good', author: { name: 'User u1' } },
            { text: 'Fine', author: { name: 'User u2' } },
          ],
        },
      },
    ],
  };
  it.each(Object.entries(right))('answers %s', async (_name, [query, data]) => {
    expect(await world.ask(query, { caller })).toEqual({ data });
  });

  it('answers an alias called __proto__, without touching a prototype', async () => {
    const prepared = await world.graph.prepare(
      requestOf('{ product(id: "p1") { __proto__: name cost } }'),
      caller,
    );
    const { result } = await world.graph.run(prepared, {}, caller);
    expect(JSON.stringify(result.data)).toBe('{"product":{"__proto__":"Chair","cost":12}}');
    expect({}).not.toHaveProperty('cost');
  });

  it('keeps prepared operations, and prepares once for requests at the same time', async () => {
    const request = requestOf('{ products { name } }');
    const [one, two] = await Promise.all([
      world.graph.prepare(request, caller),
      world.graph.prepare(request, caller),
    ]);
    expect(one).toBe(two);
    expect(await world.graph.prepare(request, caller)).toBe(one);
  });

  it('picks the operation by name', async () => {
    const query = 'query A { products { name } } query B { product(id: "p1") { name } }';
    expect((await world.ask(query, { operationName: 'B' })).data).toEqual({
      product: { name: 'Chair' },
    });
    await expect(world.graph.prepare(requestOf(query), caller)).rejects.toMatchObject({
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
    await expect(world.graph.prepare(requestOf(query, null, 'C'), caller)).rejects.toMatchObject({
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
  });

  it('sends variables that are used, and nothing else', async () => {
    const query =
      'query Q($id: ID!, $no: Boolean! = false, $constructor: ID) { product(id: $id) { name @skip(if: $no) reviews { text } } x: product(id: "p2") { id } y: product(id: $id) { cost } z: product(id: "p1") { id @include(if: $no) } ... @include(if: $no) { w: product(id: $constructor) { id } } }'.replace(
        '$constructor: ID)',
        '$constructor: ID! = "p1")',
      );
    world.sent.length = 0;
    const result = await world.ask(query, { caller, variables: { id: 'p1' } });
    expect(result.errors).toBeUndefined();
    expect(result.data).toMatchObject({ product: { name: 'Chair', reviews: [{}, {}] } });
    const reviews = world.sent.find(({ plugin }) => plugin === 'reviews');
    expect(Object.keys(reviews?.variables ?? {})).toEqual(['representations']);
    expect(reviews?.retryable).toBe(true);
  });
});
