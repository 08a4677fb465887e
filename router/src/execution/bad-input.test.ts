import { AppError } from '@gestas/sdk';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  anonymous,
  createPluginWorld,
  type PluginWorld,
  requestOf,
  signedIn,
} from './testing/plugin-world.ts';
import { shop } from './testing/shop-world.ts';

const caller = signedIn(['shop:*']);

describe('bad input', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    const numbers = { sdl: 'type Query { scaled(by: Float): Float }' };
    world = await createPluginWorld({ ...shop, numbers });
  });

  const refusals: Record<string, [string, Record<string, unknown>, string]> = {
    'a syntax error': ['{ products {', {}, 'GRAPHQL_PARSE_FAILED'],
    'too many tokens': [`{ ${'a '.repeat(2_100)} }`, {}, 'LIMIT_EXCEEDED'],
    'an unknown field': ['{ nope }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    'a circular fragment': [
      '{ ...A } fragment A on Query { ...A }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    'a variable called __proto__': [
      'query ($__proto__: ID!) { product(id: $__proto__) { name } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    'a kind of operation the schema has not': ['mutation { x }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    'an infinite number': ['{ scaled(by: 1e400) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    'an infinite whole number': [
      `{ scaled(by: 1${'0'.repeat(400)}) }`,
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    'a missing variable': ['query ($id: ID!) { product(id: $id) { name } }', {}, 'BAD_USER_INPUT'],
    'a variable of a wrong type': [
      'query ($id: ID!) { product(id: $id) { name } }',
      { id: { a: 1 } },
      'BAD_USER_INPUT',
    ],
  };
  it.each(Object.entries(refusals))('refuses %s', async (_name, [query, variables, code]) => {
    const thrown: unknown = await world.ask(query, { variables }).catch((error: unknown) => error);
    const error: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
    expect(error).toMatchObject({ extensions: { code } });
  });

  it('names each faulty variable', async () => {
    const prepared = await world.graph.prepare(
      requestOf(
        'query ($a: ID!, $b: ID!) { x: product(id: $a) { name } y: product(id: $b) { name } }',
      ),
      caller,
    );
    const coerce = () => world.graph.coerceVariables(prepared, { a: 1 });
    expect(coerce).toThrow(
      expect.objectContaining({
        extensions: {
          code: 'BAD_USER_INPUT',
          fields: { b: expect.stringContaining('was not provided') },
        },
      }),
    );
  });

  it('checks limits on every request, before validation', async () => {
    let checked = 0;
    const limited = await createPluginWorld(shop, {
      checkLimits: () => {
        checked += 1;
        throw new AppError('LIMIT_EXCEEDED', 'too deep');
      },
    });
    for (const query of ['{ nope }', '{ products { name } }', '{ products { name } }']) {
      await expect(limited.ask(query)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    }
    expect(checked).toBe(3);
  });

  it('refuses an operation that another graph prepared', async () => {
    const other = await createPluginWorld(shop);
    const prepared = await other.graph.prepare(requestOf('{ products { name } }'), caller);
    const { result } = await world.graph.run(prepared, {}, caller);
    expect(result.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: 'request-1',
    });
  });

  it('answers TOKEN_EXPIRED to anything but signing in', async () => {
    await expect(
      world.ask('{ products { name } }', { caller: anonymous({ tokenState: 'expired' }) }),
    ).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });
});
