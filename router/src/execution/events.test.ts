import { beforeEach, describe, expect, it } from '@jest/globals';
import { createApolloExecutor } from '../apollo/create-apollo-executor.ts';
import { cms, fault, plugins } from './testing/event-world.ts';
import {
  anonymous,
  composeWorld,
  createPluginWorld,
  type PluginWorld,
  requestOf,
  signedIn,
} from './testing/plugin-world.ts';

describe.each([
  ['the router', {}],
  ['the second opinion', { executePlan: createApolloExecutor(composeWorld(plugins)) }],
])('an event, executed by %s', (_name, options) => {
  let world: PluginWorld;
  const caller = signedIn([]);
  beforeEach(async () => {
    fault.now = null;
    world = await createPluginWorld(plugins, options);
  });

  const deliver = async (query: string, key: Record<string, unknown>, variables = {}) => {
    const prepared = await world.graph.prepare(requestOf(query, variables), caller);
    const coerced = world.graph.coerceVariables(prepared, variables);
    const source = world.graph.subscriptionSource(prepared, coerced);
    const entity = await world.graph.resolveEventEntity(prepared, source, key, coerced, caller);
    if (!entity) return null;
    const { result } = await world.graph.run(prepared, coerced, caller, {
      seed: { [source.responseName]: entity },
    });
    return JSON.parse(JSON.stringify(result));
  };

  it('is resolved across plugins by its key', async () => {
    const query =
      'subscription ($n: Int!) { created: postCreated { ...F teaser(length: $n) __typename } } fragment F on Post { id title author { name } }';
    const result = await deliver(query, { id: 'p1' }, { n: 4 });
    expect(result).toEqual({
      data: {
        created: {
          id: 'p1',
          title: 'Post p1',
          author: { name: 'User u1' },
          teaser: 'Post',
          __typename: 'Post',
        },
      },
    });
    expect(world.sent.map(({ plugin }) => plugin)).toEqual(['cms', 'system']);
    expect(world.sent[0]?.query).toContain('_entities');
    expect(world.sent[0]?.variables).toEqual({
      n: 4,
      representations: [{ __typename: 'Post', id: 'p1' }],
    });
  });

  it('keeps aliases that look like keys apart', async () => {
    const result = await deliver(
      'subscription { id: postCreated { id: title title: id author { id: name } } }',
      { id: 'p1' },
    );
    expect(result).toEqual({
      data: { id: { id: 'Post p1', title: 'p1', author: { id: 'User u1' } } },
    });
  });

  it('holds only what the caller may see', async () => {
    const result = await deliver('subscription { postCreated { title secret } }', { id: 'p1' });
    expect(result.data).toEqual({ postCreated: { title: 'Post p1', secret: null } });
    expect(result.errors).toEqual([expect.objectContaining({ path: ['postCreated', 'secret'] })]);
    expect(world.sent[0]?.query).not.toContain('secret');
  });

  it('is nothing when the entity is gone, and an error when the plugin failed', async () => {
    expect(await deliver('subscription { postCreated { title } }', { id: 'gone' })).toBeNull();
    fault.now = 'reference';
    await expect(
      deliver('subscription { postCreated { title } }', { id: 'p1' }),
    ).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });

  it('tells what failed below the entity, at its place', async () => {
    fault.now = 'author';
    world = await createPluginWorld(
      {
        ...plugins,
        cms: {
          ...cms,
          answer: () =>
            JSON.stringify({
              data: { _entities: [{ __typename: 'Post', id: 'p1', title: 'T', author: null }] },
              errors: [
                {
                  message: 'No author.',
                  path: ['_entities', 0, 'author'],
                  extensions: { code: 'NOT_FOUND' },
                },
              ],
            }),
        },
      },
      options,
    );
    const result = await deliver('subscription { x: postCreated { title author { name } } }', {
      id: 'p1',
    });
    expect(result).toEqual({
      data: { x: { title: 'T', author: null } },
      errors: [{ message: 'No author.', path: ['x', 'author'], extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('carries its own data as payload: aliases, lists, other plugins and the coerced arguments', async () => {
    const query =
      'subscription { m: metricUpdated(name: "posts") { value: name name: value points { x: at at: v } owner { name } __typename } }';
    const prepared = await world.graph.prepare(requestOf(query), caller);
    const source = world.graph.subscriptionSource(prepared, {});
    expect(source).toMatchObject({
      responseName: 'm',
      plugin: 'cms',
      arguments: { name: 'posts', scale: 1 },
      event: { payload: true, match: ['name'] },
    });
    const data = {
      name: 'posts',
      value: 2.5,
      points: [{ at: 'now', v: 3 }, { at: 'then' }],
      owner: { id: 'u7' },
      unknown: 1,
    };
    const { result } = await world.graph.run(prepared, {}, caller, { seed: { m: data } });
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: {
        m: {
          value: 'posts',
          name: 2.5,
          points: [
            { x: 'now', at: 3 },
            { x: 'then', at: null },
          ],
          owner: { name: 'User u7' },
          __typename: 'Metric',
        },
      },
    });
    expect(world.sent.map(({ plugin }) => plugin)).toEqual(['system']);
  });

  it('comes from the plugin itself when nothing is declared', async () => {
    const query = 'subscription ($e: Int!) { t: ticks(every: $e) { n: count user { name } } }';
    const prepared = await world.graph.prepare(requestOf(query), caller);
    const variables = world.graph.coerceVariables(prepared, { e: 5 });
    expect(world.graph.subscriptionSource(prepared, variables).event).toBeNull();
    const request = world.graph.upstreamRequest(prepared, variables);
    expect(request.query).toContain('ticks');
    expect(request.variables).toEqual({ e: 5 });
    const seed = { t: { n: 1, user: { __typename: 'User', id: 'u2' } } };
    const { result } = await world.graph.run(prepared, variables, caller, { seed });
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: { t: { n: 1, user: { name: 'User u2' } } },
    });
  });

  it('is refused whole to those who may not see the field', async () => {
    const prepared = await world.graph.prepare(
      requestOf('subscription { postCreated { id } }'),
      anonymous(),
    );
    expect(prepared.filtered).toBeNull();
    expect(() => world.graph.subscriptionSource(prepared, {})).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }),
    );
  });
});
