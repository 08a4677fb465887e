import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createAnsweredGraph } from './create-answered-graph.ts';
import { createGraphFactory } from './create-graph-factory.ts';

type Asked = { readonly token: string; readonly body: unknown };

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** A router that answers one text (null: never), and a plugin's way to it. */
async function startGraph(text: string | null, timeoutMs = 30_000) {
  const asked: Asked[] = [];
  const signed: [string, number][] = [];
  const started = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const token = String(request.headers['x-gestas-service-token']);
    asked.push({ token, body: JSON.parse(Buffer.concat(chunks).toString()) });
    if (text !== null) response.end(text);
  });
  server = started;
  await new Promise<void>((done) => started.listen(0, done));
  const graphOf = createGraphFactory({
    url: () => `http://localhost:${(started.address() as AddressInfo).port}/graphql`,
    timeoutMs,
    sign: async (tenantId, depth) => {
      signed.push([tenantId, depth]);
      return 'signed';
    },
  });
  return { graphOf, asked, signed };
}

describe('asking the graph', () => {
  it('sends the query with a token of the plugin, and answers its data', async () => {
    const { graphOf, asked, signed } = await startGraph('{"data":{"me":{"id":"1"}}}');
    const query = 'query ($a: ID) { me { id } }';
    expect(await graphOf('t1', 1).query(query, { a: '1' })).toEqual({ me: { id: '1' } });
    expect(asked).toEqual([{ token: 'signed', body: { query, variables: { a: '1' } } }]);
    expect(signed).toEqual([['t1', 2]]);
  });

  it('throws the first error with all of them, whatever data there is', async () => {
    const errors = [
      {
        message: 'gone',
        path: ['a'],
        extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-x' },
      },
      { message: 'second' },
    ];
    const { graphOf } = await startGraph(JSON.stringify({ data: { a: null, b: 1 }, errors }));
    await expect(graphOf('t1').query('{ a b }')).rejects.toMatchObject({
      message: 'gone',
      extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-x', errors },
    });
  });

  it.each([
    ['UNAUTHORIZED_FIELD_OR_TYPE', 'FORBIDDEN'],
    ['RATE_LIMITED', 'RATE_LIMITED'],
    ['SOMETHING_ELSE', 'INTERNAL_SERVER_ERROR'],
  ])('turns %s into %s', async (code, expected) => {
    const errors = [{ message: 'no', extensions: { code } }];
    const { graphOf } = await startGraph(JSON.stringify({ errors }));
    await expect(graphOf('t1').query('{ a }')).rejects.toMatchObject({ code: expected });
  });

  it.each([
    ['a text that is no JSON', 'hello', 30_000],
    ['no answer in time', null, 50],
  ])('is GRAPH_UNAVAILABLE after %s', async (_what, text, timeoutMs) => {
    const { graphOf } = await startGraph(text, timeoutMs);
    await expect(graphOf('t1').query('{ a }')).rejects.toMatchObject({ code: 'GRAPH_UNAVAILABLE' });
  });

  it('is GRAPH_UNAVAILABLE where no router listens', async () => {
    const url = () => 'http://localhost:1/graphql';
    const graph = createGraphFactory({ url, sign: async () => 'signed' })('t1');
    await expect(graph.query('{ a }')).rejects.toMatchObject({ code: 'GRAPH_UNAVAILABLE' });
  });

  it.each([
    'mutation { a }',
    'subscription { a }',
    'query A { a } query B { b }',
    'fragment F on A { a }',
    '{',
  ])('never sends %s', async (document) => {
    const { graphOf, asked } = await startGraph('{"data":{}}');
    await expect(graphOf('t1').query(document)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(asked).toEqual([]);
  });

  it('needs a tenant', async () => {
    const { graphOf, asked } = await startGraph('{"data":{}}');
    await expect(graphOf(null).query('{ a }')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked).toEqual([]);
  });
});

describe('a graph that a test answers', () => {
  it('is given document, variables and tenant, under the same rules', async () => {
    const graphOf = createAnsweredGraph((document, variables, tenantId) => [
      document,
      variables,
      tenantId,
    ]);
    expect(await graphOf('t1').query('{ a }', { x: 1 })).toEqual(['{ a }', { x: 1 }, 't1']);
    await expect(graphOf('t1').query('mutation { a }')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(graphOf(null).query('{ a }')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('does not answer where the test gave none', async () => {
    const graph = createAnsweredGraph(undefined)('t1');
    await expect(graph.query('{ a }')).rejects.toMatchObject({ code: 'GRAPH_UNAVAILABLE' });
  });
});
