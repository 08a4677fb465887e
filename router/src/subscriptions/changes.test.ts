import { afterEach, describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import type { Stream } from './create-event-stream.ts';
import type { SubscriptionHub } from './create-subscription-hub.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { ids, open, startHub, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const hubs: SubscriptionHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

function start(...parameters: Parameters<typeof startHub>) {
  const started = startHub(...parameters);
  hubs.push(started.hub);
  return started;
}

const post = (tenantId: string, postId: string) => ({ tenantId, data: { postId } });

async function endOf(stream: Stream): Promise<GraphQLError> {
  return stream.next().then(
    () => Promise.reject(new Error('the stream goes on')),
    (thrown: GraphQLError) => thrown,
  );
}

describe('a graph swap', () => {
  it('does not end a subscription: the next event is answered by the new graph', async () => {
    const [old, next] = [createNewsGraph(), createNewsGraph({ compositionId: 'next' })];
    const { log, engine, connect } = start(old);
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    await take(stream, 1);
    engine.swap(next);
    log.emit(post(viewer.tenantId, '2'));
    expect(ids(await take(stream, 1))).toEqual(['2']);
    expect([old.asked, next.asked]).toEqual([['1'], ['2']]);
  });

  it('keeps equal subscribers together, whichever graph they began on', async () => {
    const next = createNewsGraph({ compositionId: 'next' });
    const { log, engine, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const before = await open(connect(viewer));
    engine.swap(next);
    const after = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    await Promise.all([take(before, 1), take(after, 1)]);
    expect(next.asked).toEqual(['1']);
  });

  it('ends only what no longer validates, with the reason and a cursor', async () => {
    const sdl = 'type Query { hello: String } type Post { id: ID! } type Subscription { postCreated: Post! }';
    const { log, engine, connect, ended } = start(createNewsGraph());
    const viewer = aViewer();
    const lost = await open(connect(viewer), 'subscription { postCreated { title } }');
    const kept = await open(connect(viewer));
    engine.swap(createNewsGraph({ compositionId: 'next', sdl }));
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(kept, 1))).toEqual(['1']);
    expect((await endOf(lost)).extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      cursor: expect.any(String),
    });
    expect(ended).toEqual(['invalid']);
  });

  it('stays on the old graph while the new one can not be planned on', async () => {
    const old = createNewsGraph();
    const { log, engine, connect } = start(old);
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    engine.swap({
      ...createNewsGraph({ compositionId: 'next' }),
      prepare: () => Promise.reject(new Error('the planner is ill')),
    });
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
    expect(old.asked).toEqual(['1']);
  });
});

describe('rights that change', () => {
  it('end what may no longer be seen, with a cursor', async () => {
    const { hub, log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    hub.reauthorise(viewer.userId, { ...viewer, permissions: [] });
    log.emit(post(viewer.tenantId, '1'));
    expect((await endOf(stream)).extensions).toMatchObject({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      cursor: expect.any(String),
    });
  });

  it('hold for what was resolved before but not handed over: nothing lost, nothing doubled', async () => {
    const graph = createNewsGraph();
    const { hub, log, connect } = start(graph);
    const viewer = aViewer();
    const client = connect(viewer);
    const stream = await open(client);
    for (const id of ['1', '2', '3']) log.emit(post(viewer.tenantId, id));
    await take(stream, 1);
    while (graph.ran.length < 3) await new Promise(setImmediate);
    const more = { ...viewer, permissions: ['cms:post:read', 'cms:post:audit'] };
    hub.reauthorise(viewer.sessionId, more);
    log.emit(post(viewer.tenantId, '4'));
    expect(ids(await take(stream, 3))).toEqual(['2', '3', '4']);
    expect(graph.ran.slice(3).map(({ viewer: as }) => as?.permissions)).toEqual(
      Array(3).fill(more.permissions),
    );
    expect(client.identity().viewer).toEqual(more);
  });

  it('come with a renewed token too', async () => {
    const { connect } = start(createNewsGraph());
    const viewer = aViewer();
    const client = connect(viewer);
    const stream = await open(client);
    client.renew({ viewer: { ...viewer, permissions: [] }, tokenState: 'valid', expiresAt: null });
    expect((await endOf(stream)).extensions['code']).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('of another tenant or user change nothing', async () => {
    const { hub, log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    hub.reauthorise(viewer.userId, aViewer({ permissions: [] }));
    hub.reauthorise('somebody', { ...viewer, permissions: [] });
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });
});

describe('a slow reader', () => {
  it('loses its subscription with the cursor after what it has read, and delays nobody', async () => {
    const { log, connect, ended } = start(createNewsGraph(), { queueLength: 10 });
    const viewer = aViewer();
    const slow = await open(connect(viewer));
    const fast = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    const [read] = await take(slow, 1);
    const wanted = Array.from({ length: 30 }, (_, index) => String(index + 2));
    const all = take(fast, 31);
    for (const id of wanted) {
      log.emit(post(viewer.tenantId, id));
      await new Promise(setImmediate);
    }
    expect(ids(await all)).toEqual(['1', ...wanted]);
    const { extensions } = await endOf(slow);
    const cursor = read?.extensions?.['cursor'];
    expect(extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', maximum: 10, cursor });
    expect(ended).toEqual(['slow']);
    const resumed = await open(connect(viewer), undefined, { resumeFrom: cursor });
    expect(ids(await take(resumed, 30))).toEqual(wanted);
  });

  it('is bounded by size too', async () => {
    const { log, connect } = start(createNewsGraph(), { queueSize: 300 });
    const viewer = aViewer();
    const slow = await open(connect(viewer));
    for (const id of ['1', '2', '3', '4']) log.emit(post(viewer.tenantId, id.repeat(100)));
    while (true) {
      const end = await slow.next().catch((thrown: GraphQLError) => thrown);
      if (end && 'extensions' in end) {
        expect(end.extensions['code']).toBe('LIMIT_EXCEEDED');
        return;
      }
      if (!end) throw new Error('ended without an error');
      await new Promise(setImmediate);
    }
  });
});

describe('a shutdown', () => {
  it('tells each subscription its cursor and when to come back, then lets the clients go', async () => {
    const { hub, log, connect } = start(createNewsGraph(), { farewellMs: 5_000, retrySpreadMs: 1_000 });
    const viewer = aViewer();
    const client = connect(viewer);
    const stream = await open(client);
    log.emit(post(viewer.tenantId, '1'));
    const [read] = await take(stream, 1);
    const reading = (async () => {
      const farewell = await take(stream, 1);
      expect(await stream.next()).toBeNull();
      return farewell[0];
    })();
    await hub.close();
    const farewell = await reading;
    expect(farewell?.extensions).toEqual({
      cursor: read?.extensions?.['cursor'],
      retryAfterMs: expect.any(Number),
    });
    expect(farewell?.errors?.[0]?.extensions).toMatchObject({
      code: 'PLUGIN_UNAVAILABLE',
      retryAfterSeconds: expect.any(Number),
    });
    expect(client.left).toEqual(['shutdown']);
  });

  it('does not wait for readers who do not read, and begins nothing new', async () => {
    const { hub, connect } = start(createNewsGraph());
    const client = connect(aViewer());
    await open(client);
    const closing = hub.close();
    expect(hub.isDraining()).toBe(true);
    await expect(open(client)).rejects.toThrow('stopping');
    await closing;
    expect(client.left).toEqual(['shutdown']);
  });
});
