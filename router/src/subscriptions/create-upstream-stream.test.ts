import { afterEach, describe, expect, it } from '@jest/globals';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite } from './testing/hub-suite.ts';
import { open, operate, take } from './testing/start-hub.ts';
import { startTickingPlugin } from './testing/start-ticking-plugin.ts';
import { aViewer } from './testing/viewers.ts';
import type { Upstream } from './upstream.ts';

const QUERY = 'subscription { clock }';
const startAny = createHubSuite();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function startPlugin() {
  const plugin = await startTickingPlugin();
  stops.push(plugin.stop);
  return plugin;
}

function upstreamOf(url: string | null, query = QUERY): Upstream {
  return {
    request: () => ({ query, variables: {} }),
    url: () => url,
    connectionParams: async (plugin, { viewer }) => ({ plugin, viewer: viewer?.userId ?? null }),
  };
}

function start(upstream: Upstream | null, limits = {}) {
  return startAny(createNewsGraph(), limits, { eventLog: null, upstream });
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
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'PLUGIN_UNAVAILABLE' },
    });
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
