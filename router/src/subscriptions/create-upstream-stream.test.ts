import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema, type ExecutionArgs, subscribe } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Upstream } from './create-upstream-stream.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { open, operate, startHub, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { clock }';
const SCHEMA = buildSchema('type Query { x: Int } type Subscription { clock: Int, fails: Int }');
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A plugin that resolves its own subscription; `tick` sends, `complete` and `cut` end it. */
async function startPlugin() {
  const waiting: (() => void)[] = [];
  const ticks: (unknown | null)[] = [];
  const subscribed: Record<string, unknown>[] = [];
  const asked: string[] = [];
  async function* clock() {
    for (;;) {
      while (ticks.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const tick = ticks.shift();
      if (tick === null) return;
      yield { clock: tick };
    }
  }
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  useServer(
    {
      schema: SCHEMA,
      onConnect: ({ connectionParams }) => void subscribed.push({ ...connectionParams }),
      onSubscribe: (_ctx, _id, payload) => void asked.push(payload.query),
      subscribe: (args) => subscribe({ ...(args as ExecutionArgs), rootValue: { clock } }),
    },
    sockets,
  );
  server.listen(0);
  await once(server, 'listening');
  stops.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  return {
    url: `ws://localhost:${(server.address() as AddressInfo).port}`,
    subscribed,
    asked,
    open: () => sockets.clients.size,
    tick(value: unknown) {
      ticks.push(value);
      for (const wake of waiting.splice(0)) wake();
    },
    cut() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function upstreamOf(url: string | null, query = QUERY): Upstream {
  return {
    request: () => ({ query, variables: {} }),
    url: () => url,
    connectionParams: async (plugin, { viewer }) => ({ plugin, viewer: viewer?.userId ?? null }),
  };
}

function start(upstream: Upstream | null, limits = {}) {
  const started = startHub(createNewsGraph(), limits, { eventLog: null, upstream });
  stops.push(() => started.hub.close());
  return started;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('a subscription that its plugin resolves', () => {
  it('is carried through, in order, without a cursor, for anonymous visitors too', async () => {
    const plugin = await startPlugin();
    const { connect } = start(upstreamOf(plugin.url));
    const stream = await open(connect(null), QUERY);
    for (const value of [1, 2, 3]) plugin.tick(value);
    expect(await take(stream, 3)).toEqual([1, 2, 3].map((clock) => ({ data: { clock } })));
    expect(plugin.subscribed).toEqual([{ plugin: 'plugin-cms', viewer: null }]);
    expect(plugin.asked).toEqual([QUERY]);
  });

  it('completes when the plugin completes, after what was sent before', async () => {
    const plugin = await startPlugin();
    const { connect, ended } = start(upstreamOf(plugin.url));
    const stream = await open(connect(null), QUERY);
    plugin.tick(1);
    plugin.tick(null);
    expect(await take(stream, 1)).toEqual([{ data: { clock: 1 } }]);
    expect(await stream.next()).toBeNull();
    expect(ended).toEqual(['source']);
  });

  it('masks what the plugin says went wrong', async () => {
    const plugin = await startPlugin();
    const { connect } = start(upstreamOf(plugin.url));
    const stream = await open(connect(null), QUERY);
    plugin.tick('password=hunter2');
    const [message] = await take(stream, 1);
    expect(message?.errors?.[0]).toMatchObject({
      path: ['clock'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(message)).not.toContain('hunter2');
  });

  it.each([
    ['is lost', QUERY],
    ['refuses', 'subscription { nope }'],
  ])('ends with PLUGIN_UNAVAILABLE when the plugin %s', async (_name, query) => {
    const plugin = await startPlugin();
    const { connect } = start(upstreamOf(plugin.url, query));
    const stream = await open(connect(null), QUERY);
    await until(() => plugin.asked.length > 0);
    if (query === QUERY) plugin.cut();
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-cms' },
    });
  });

  it('ends with PLUGIN_UNAVAILABLE when the plugin has no address', async () => {
    const { connect } = start(upstreamOf(null));
    const stream = await open(connect(null), QUERY);
    await expect(stream.next()).rejects.toMatchObject({ extensions: { code: 'PLUGIN_UNAVAILABLE' } });
  });

  it('is refused when no way to plugins is configured', async () => {
    const { connect } = start(null);
    expect(await operate(connect(null), QUERY)).toMatchObject({
      errors: [{ extensions: { code: 'PLUGIN_UNAVAILABLE' } }],
    });
  });

  it('can not be continued from a cursor', async () => {
    const plugin = await startPlugin();
    const { connect } = start(upstreamOf(plugin.url));
    expect(await operate(connect(null), QUERY, { resumeFrom: 'x' })).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_INVALID' } }],
    });
  });

  it('leaves the plugin when the client leaves, or reads too slowly', async () => {
    const plugin = await startPlugin();
    const { connect, ended } = start(upstreamOf(plugin.url), { queueLength: 3 });
    const stream = await open(connect(null), QUERY);
    await until(() => plugin.open() === 1);
    stream.stop();
    await until(() => plugin.open() === 0);
    const slow = await open(connect(null), QUERY);
    for (let value = 0; value < 10; value += 1) plugin.tick(value);
    await until(() => ended.includes('slow'));
    await expect(slow.next()).rejects.toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } });
  });

  it('is begun anew for other rights, and asked anew when a new graph asks otherwise', async () => {
    const plugin = await startPlugin();
    const renamed = 'subscription { clock: clock }';
    const { connect, engine, hub } = start({
      ...upstreamOf(plugin.url),
      request: ({ graph }) => ({
        query: graph.compositionId === 'next' ? renamed : QUERY,
        variables: {},
      }),
    });
    const viewer = aViewer();
    const stream = await open(connect(viewer), QUERY);
    await until(() => plugin.asked.length === 1);
    hub.reauthorise(viewer.userId, { ...viewer, permissions: [] });
    await until(() => plugin.asked.length === 2);
    engine.swap(createNewsGraph({ compositionId: 'next' }));
    plugin.tick(1);
    plugin.tick(1);
    expect(await take(stream, 1)).toEqual([{ data: { clock: 1 } }]);
    await until(() => plugin.asked.length === 3);
    expect(plugin.asked).toEqual([QUERY, QUERY, renamed]);
  });

  it('is told of a shutdown', async () => {
    const plugin = await startPlugin();
    const { connect, hub } = start(upstreamOf(plugin.url), { farewellMs: 5_000 });
    const stream = await open(connect(null), QUERY);
    const farewell = take(stream, 1);
    await until(() => plugin.open() === 1);
    const closing = hub.close();
    expect((await farewell)[0]?.extensions).toEqual({ retryAfterMs: expect.any(Number) });
    expect(await stream.next()).toBeNull();
    await closing;
  });
});
