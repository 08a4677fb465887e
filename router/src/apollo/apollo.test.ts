import { ApolloServer } from '@apollo/server';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { ServedGraph } from '../execution/graph-options.ts';
import {
  anonymous,
  composeWorld,
  createPluginWorld,
  signedIn,
} from '../execution/testing/plugin-world.ts';
import { shop } from '../execution/testing/shop-world.ts';
import type { Caller } from '../pipeline.ts';
import { createApolloExecutor } from './create-apollo-executor.ts';
import { createApolloGateway } from './create-apollo-gateway.ts';

describe('createApolloGateway', () => {
  const listeners = new Set<(graph: ServedGraph) => void>();
  const servers: ApolloServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  it('lets an unmodified Apollo Server host the graph, rights and swaps included', async () => {
    let world = await createPluginWorld(shop);
    const gateway = createApolloGateway({
      callerOf: (context) => (context as { caller: Caller }).caller,
      graphs: {
        current: () => world.graph,
        onSwap(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    });
    const server = new ApolloServer({ gateway });
    servers.push(server);
    await server.start();
    const ask = async (query: string, caller: Caller, variables = {}) => {
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: { caller } },
      );
      return body.kind === 'single' ? JSON.parse(JSON.stringify(body.singleResult)) : null;
    };

    const query = 'query ($id: ID!) { product(id: $id) { name reviews { text } } }';
    const full = await ask(query, signedIn(['shop:*']), { id: 'p1' });
    expect(full).toEqual({
      data: { product: { name: 'Chair', reviews: [{ text: 'Good' }, { text: 'Fine' }] } },
    });
    const refused = await ask('{ product(id: "p1") { name cost } }', anonymous());
    expect(refused.data).toEqual({ product: { name: 'Chair', cost: null } });
    expect(refused.errors[0].extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect((await ask('{ nope }', anonymous())).errors[0].extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );

    const { reviews: _gone, ...rest } = shop;
    world = await createPluginWorld(rest);
    for (const listener of listeners) listener(world.graph);
    expect(
      (await ask('{ product(id: "p1") { reviews { text } } }', anonymous())).errors,
    ).toHaveLength(1);
    expect(await ask('{ product(id: "p1") { name } }', anonymous())).toEqual({
      data: { product: { name: 'Chair' } },
    });
    await server.stop();
    servers.pop();
    expect(listeners.size).toBe(0);
  });
});

describe('createApolloExecutor', () => {
  const queries = [
    '{ products { id name reviews { text author { name } } } }',
    '{ product(id: "p1") { ...F cost } } fragment F on Product { shipping reviews { author { id name } } }',
    '{ things { __typename ... on Product { name } ... on Review { text product { name } } } }',
    '{ grid { name reviews { text } } }',
    'query ($no: Boolean = false) { product(id: "p2") { name @include(if: $no) } missing: product(id: "none") { name } }',
    '{ __schema { queryType { name } } products { t: __typename } }',
  ];
  it.each(queries)('agrees with the router on %s', async (query) => {
    const own = await createPluginWorld(shop);
    const other = await createPluginWorld(shop, {
      executePlan: createApolloExecutor(composeWorld(shop)),
    });
    const caller = signedIn(['shop:*']);
    const expected = await own.ask(query, { caller });
    expect(expected.errors).toBeUndefined();
    expect(await other.ask(query, { caller })).toEqual(expected);
  });
});
