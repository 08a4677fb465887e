import { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { createPluginWorld, signedIn, type WorldPlugin } from './testing/plugin-world.ts';
import { shop } from './testing/shop-world.ts';

const caller = signedIn(['shop:*']);
const json = (value: unknown) => JSON.stringify(value);

/** The shop with one plugin's answer replaced. */
const withAnswer = (plugin: keyof typeof shop, answer: NonNullable<WorldPlugin['answer']>) =>
  createPluginWorld({ ...shop, [plugin]: { ...shop[plugin], answer } });

describe('a plugin that fails', () => {
  const down = () => {
    throw new AppError('PLUGIN_UNAVAILABLE', 'reviews does not answer.', {
      plugin: 'reviews',
      address: 'http://10.0.0.1',
    });
  };

  it('costs its own fields only, each with path, code and plugin', async () => {
    const world = await withAnswer('shipping', () => {
      throw new AppError('PLUGIN_UNAVAILABLE', 'shipping does not answer.');
    });
    const result = await world.ask('{ named { name ... on Product { cost shipping } } }', {
      caller,
    });
    const error = {
      message: 'shipping does not answer.',
      path: ['named', 0, 'shipping'],
      extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'shipping' },
    };
    expect(result.errors).toEqual([error]);
    expect(result.data).toBeNull();
  });

  it('leaves nullable fields of others alone', async () => {
    const world = await withAnswer('reviews', down);
    const result = await world.ask(
      '{ a: product(id: "p1") { name reviews { text } } b: product(id: "p2") { name } }',
      { caller },
    );
    expect(result.data).toEqual({ a: null, b: { name: 'Table' } });
    expect(result.errors).toEqual([
      {
        message: 'reviews does not answer.',
        path: ['a', 'reviews'],
        extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'reviews' },
      },
    ]);
  });

  it('names every root field it owed', async () => {
    const world = await withAnswer('products', () => {
      throw new AppError('PLUGIN_UNAVAILABLE', 'products does not answer.');
    });
    const result = await world.ask(
      '{ a: product(id: "p1") { name } b: product(id: "p2") { name } }',
      { caller },
    );
    expect(result.data).toEqual({ a: null, b: null });
    expect(result.errors?.map(({ path }) => path)).toEqual([['a'], ['b']]);
  });

  it('is masked and logged when what it threw is no error of ours', async () => {
    const world = await withAnswer('products', () => {
      throw new TypeError('secret at /srv/x.js:1');
    });
    const result = await world.ask('{ product(id: "p1") { name } }', { caller });
    expect(result.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['product'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
      },
    ]);
    expect(json(world.log)).toContain('secret at');
  });
});

describe('an answer that is no GraphQL response', () => {
  const garbage: Record<string, string> = {
    'not JSON': '<html>502</html>',
    empty: '',
    'a list': '[]',
    null: 'null',
    'no data and no errors': '{}',
    'data of another kind': '{"data": 5}',
    'data: null without errors': '{"data": null}',
    'errors that are no list': '{"data": {}, "errors": "x"}',
    'very deep': `{"data": {"product": ${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
  };
  it.each(Object.entries(garbage))('is told as such: %s', async (_name, body) => {
    const world = await withAnswer('products', () => body);
    const result = await world.ask('{ product(id: "p1") { name } }', { caller });
    expect(result.data).toEqual({ product: null });
    const extensions = { code: 'PLUGIN_ANSWER_INVALID', plugin: 'products' };
    expect(result.errors).toEqual([expect.objectContaining({ path: ['product'], extensions })]);
  });

  it.each(['{"data": {"_entities": [null, null]}}', '{"data": {"_entities": {}}}', '{"data": {}}'])(
    'is told for entities: %s',
    async (body) => {
      const world = await withAnswer('reviews', () => body);
      const result = await world.ask('{ product(id: "p1") { name reviews { text } } }', { caller });
      expect(result.data).toEqual({ product: null });
      expect(result.errors).toEqual([
        {
          message: expect.any(String),
          path: ['product', 'reviews'],
          extensions: { code: 'PLUGIN_ANSWER_INVALID', plugin: 'reviews' },
        },
      ]);
    },
  );

  const misfits: Record<string, [unknown, unknown]> = {
    'a null where none may be': [{ products: [{ name: null }, { name: 'ok' }] }, null],
    'a number for a string': [{ products: [{ name: 5 }] }, null],
    'an object for a list': [{ products: { name: 'x' } }, null],
    'a list for a leaf': [{ products: [{ name: ['x'] }] }, null],
    'a string for an object': [{ products: ['x'] }, null],
    'a field left out': [{ products: [{}] }, null],
  };
  it.each(Object.entries(misfits))(
    'puts what does not fit the schema into errors: %s',
    async (_name, [data, shaped]) => {
      const world = await withAnswer('products', () => json({ data }));
      const result = await world.ask('{ products { name } }', { caller });
      expect(result.data).toEqual(shaped);
      expect(result.errors).toHaveLength(1);
      expect(result.errors?.[0]?.extensions).toEqual({ code: 'PLUGIN_ANSWER_INVALID' });
      expect(result.errors?.[0]?.path?.[0]).toBe('products');
      expect(result.extensions).toBeUndefined();
    },
  );

  it('says nothing of a null that another error explains', async () => {
    const errors = [
      {
        message: 'No such product.',
        path: ['products', 0, 'name'],
        extensions: { code: 'NOT_FOUND' },
      },
    ];
    const world = await withAnswer('products', () =>
      json({ data: { products: [{ name: null }] }, errors }),
    );
    const result = await world.ask('{ products { name } }', { caller });
    expect(result).toEqual({ data: null, errors });
  });
});
