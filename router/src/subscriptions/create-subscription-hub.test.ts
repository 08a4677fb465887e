import { afterEach, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { SubscriptionHub } from './create-subscription-hub.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { ids, open, operate, startHub, take } from './testing/start-hub.ts';
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

function post(tenantId: string, postId: string) {
  return { tenantId, data: { postId } };
}

describe('sharing', () => {
  it('executes once for two tabs of one viewer, and gives both the same text', async () => {
    const graph = createNewsGraph();
    const { log, connect } = start(graph);
    const viewer = aViewer();
    const tabs = [connect(viewer), connect({ ...viewer, sessionId: 'another tab' })];
    const streams = await Promise.all(tabs.map((tab) => open(tab)));
    log.emit(post(viewer.tenantId, '1'));
    const [first, second] = await Promise.all(streams.map((stream) => stream.next()));
    expect(first).toBe(second);
    expect(graph.asked).toEqual(['1']);
  });

  it('executes for each viewer alone, as that viewer', async () => {
    const graph = createNewsGraph();
    const { log, connect } = start(graph);
    const { tenantId } = aViewer();
    const viewers = [aViewer({ tenantId }), aViewer({ tenantId })];
    const query = 'subscription { postCreated { readers } }';
    const streams = await Promise.all(viewers.map((viewer) => open(connect(viewer), query)));
    log.emit(post(tenantId, '1'));
    const answers = await Promise.all(streams.map((stream) => take(stream, 1)));
    expect(answers.map(([answer]) => answer?.data?.['postCreated']?.['readers'])).toEqual(
      viewers.map(({ userId }) => userId),
    );
    expect(graph.asked).toHaveLength(2);
  });

  it('does not share between different rights, documents or variables', async () => {
    const graph = createNewsGraph();
    const { log, connect } = start(graph);
    const viewer = aViewer();
    const more = { ...viewer, permissions: ['cms:post:read', 'cms:post:audit'] };
    const other = 'subscription Other { postCreated { id } }';
    const streams = [await open(connect(viewer)), await open(connect(more)), await open(connect(viewer), other)];
    log.emit(post(viewer.tenantId, '1'));
    await Promise.all(streams.map((stream) => take(stream, 1)));
    expect(graph.asked).toHaveLength(3);
  });

  it('goes on for one tab when the other leaves', async () => {
    const { log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const leaver = connect(viewer);
    await open(leaver);
    const stream = await open(connect(viewer));
    leaver.close();
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });
});

describe('order', () => {
  it('is that of the events, although a later one resolves sooner', async () => {
    let release = () => {};
    const slow = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined);
    });
    const graph = createNewsGraph({ beforeEntity: async (id) => (id === '1' ? slow : undefined) });
    const { log, connect } = start(graph);
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    log.emit(post(viewer.tenantId, '2'));
    const both = take(stream, 2);
    while (graph.asked.length < 2) await new Promise(setImmediate);
    release();
    expect(ids(await both)).toEqual(['1', '2']);
  });

  it('carries more events than one page of the log, each once', async () => {
    const { log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    const wanted = Array.from({ length: 350 }, (_, index) => String(index + 1));
    for (const id of wanted) log.emit(post(viewer.tenantId, id), true);
    log.reconnect();
    expect(ids(await take(stream, 350))).toEqual(wanted);
  });
});

describe('delivery', () => {
  it('leaves out what the caller may not see, without an error', async () => {
    const { log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(viewer.tenantId, 'hidden'));
    log.emit({ tenantId: viewer.tenantId, data: {} });
    log.emit(post(viewer.tenantId, '3'));
    expect(ids(await take(stream, 1))).toEqual(['3']);
  });

  it('never crosses tenants', async () => {
    const { log, connect } = start(createNewsGraph());
    const [mine, foreign] = [aViewer(), aViewer()];
    const stream = await open(connect(mine));
    await open(connect(foreign));
    log.emit(post(foreign.tenantId, 'foreign'));
    log.emit(post(mine.tenantId, 'mine'));
    expect(ids(await take(stream, 1))).toEqual(['mine']);
  });

  it('compares arguments before anything is executed, and reads the payload', async () => {
    const graph = createNewsGraph();
    const { log, connect } = start(graph);
    const { tenantId, ...rest } = aViewer();
    const query = 'subscription ($name: String) { metricUpdated(name: $name) { value } }';
    const stream = await open(connect({ tenantId, ...rest }), query, { variables: { name: 'b' } });
    const name = 'metric:recorded';
    log.emit({ tenantId, name, data: { name: 'a', value: 1 } });
    log.emit({ tenantId, name, data: { name: 'b', value: 2 } });
    const [message] = await take(stream, 1);
    expect(message?.data).toEqual({ metricUpdated: { value: 2 } });
    expect(graph.ran).toHaveLength(1);
  });

  it('delivers to the named viewer only', async () => {
    const graph = createNewsGraph();
    const { log, connect } = start(graph);
    const { tenantId } = aViewer();
    const [one, two] = [aViewer({ tenantId }), aViewer({ tenantId })];
    const query = 'subscription { notificationReceived { id } }';
    const stream = await open(connect(one), query);
    await open(connect(two), query);
    const name = 'notification:created';
    log.emit({ tenantId, name, data: { notificationId: 'n2', recipientId: two.userId } });
    log.emit({ tenantId, name, data: { notificationId: 'n1', recipientId: one.userId } });
    const [message] = await take(stream, 1);
    expect(message?.data).toEqual({ notificationReceived: { id: 'n1' } });
    expect(graph.asked.sort()).toEqual(['n1', 'n2']);
  });

  it('tells a failed resolution with its cursor, masks it, and goes on', async () => {
    const graph = createNewsGraph({
      beforeEntity: async (id) => {
        if (id === '1') throw new Error('password=hunter2');
      },
    });
    const { log, connect } = start(graph);
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    log.emit(post(viewer.tenantId, '2'));
    const [failed, next] = await take(stream, 2);
    expect(failed?.errors?.[0]).toMatchObject({
      path: ['postCreated'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(failed)).not.toContain('hunter2');
    expect(failed?.extensions?.['cursor']).toEqual(expect.any(String));
    expect(ids(next ? [next] : [])).toEqual(['2']);
  });

  it('gives up on an event that takes too long, and goes on', async () => {
    const never = new Promise<undefined>(() => undefined);
    const graph = createNewsGraph({ beforeEntity: async (id) => (id === '1' ? never : undefined) });
    const { log, connect } = start(graph, { eventTimeoutMs: 20 });
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(viewer.tenantId, '1'));
    log.emit(post(viewer.tenantId, '2'));
    const [late, next] = await take(stream, 2);
    expect(late?.errors?.[0]?.extensions?.['code']).toBe('REQUEST_TIMEOUT');
    expect(ids(next ? [next] : [])).toEqual(['2']);
  });

  it('finds events although no bell rang, and although the log could not be read for a while', async () => {
    const { log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.breakReads(3);
    log.emit(post(viewer.tenantId, '1'), true);
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });
});

describe('who may subscribe', () => {
  it('refuses what the viewer may see nothing of, and opens no stream', async () => {
    const { connect } = start(createNewsGraph());
    const operation = await operate(
      connect(aViewer({ permissions: [] })),
      'subscription { postCreated { id } }',
    );
    expect(operation).toMatchObject({
      kind: 'refused',
      errors: [{ path: ['postCreated'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    });
  });

  it('refuses events to anonymous visitors', async () => {
    const { connect } = start(createNewsGraph());
    const query = 'subscription { metricUpdated { value } }';
    expect(await operate(connect(null), query)).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('refuses what does not validate', async () => {
    const { connect } = start(createNewsGraph());
    const operation = await operate(connect(aViewer()), 'subscription { nope }');
    expect(operation).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('refuses the subscription beyond the cap of a client, and lets one in when one has left', async () => {
    const { connect } = start(createNewsGraph(), { perConnection: 3 });
    const client = connect(aViewer());
    const streams = [await open(client), await open(client), await open(client)];
    const query = 'subscription { postCreated { id } }';
    expect(await operate(client, query)).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_LIMIT', maximum: 3 } }],
    });
    streams[0]?.stop();
    expect((await operate(client, query)).kind).toBe('stream');
  });

  it('counts operations that are still being prepared', async () => {
    const { connect } = start(createNewsGraph(), { perConnection: 3 });
    const client = connect(aViewer());
    const query = 'subscription { postCreated { id } }';
    const all = await Promise.all(Array.from({ length: 5 }, () => operate(client, query)));
    expect(all.map(({ kind }) => kind).sort()).toEqual([
      'refused',
      'refused',
      'stream',
      'stream',
      'stream',
    ]);
  });

  it('refuses the subscription beyond the cap of a tenant, and other tenants are unaffected', async () => {
    const { connect } = start(createNewsGraph(), { perTenant: 2 });
    const { tenantId } = aViewer();
    const query = 'subscription { postCreated { id } }';
    const clients = [1, 2, 3].map(() => connect(aViewer({ tenantId })));
    const answers = [];
    for (const client of clients) answers.push(await operate(client, query));
    expect(answers.map(({ kind }) => kind)).toEqual(['stream', 'stream', 'refused']);
    expect((await operate(connect(aViewer()), query)).kind).toBe('stream');
    clients[0]?.close();
    expect((await operate(connect(aViewer({ tenantId })), query)).kind).toBe('stream');
  });
});

describe('a token that runs out', () => {
  it('ends each subscription with TOKEN_EXPIRED and its cursor, and refuses further operations', async () => {
    let now = 1_000;
    const { log, connect } = start(createNewsGraph(), {}, { now: () => now });
    const viewer = aViewer();
    const client = connect(viewer, 2_000);
    const stream = await open(client);
    log.emit(post(viewer.tenantId, '1'));
    const [message] = await take(stream, 1);
    now = 2_000;
    const error = await stream.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphQLError);
    expect((error as GraphQLError).extensions).toMatchObject({
      code: 'TOKEN_EXPIRED',
      cursor: message?.extensions?.['cursor'],
    });
    expect(await operate(client, '{ hello }')).toMatchObject({
      errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
    });
  });

  it('goes on when it is renewed, for the same session and tenant only', async () => {
    let now = 1_000;
    const { log, connect } = start(createNewsGraph(), {}, { now: () => now });
    const viewer = aViewer();
    const client = connect(viewer, 2_000);
    const stream = await open(client);
    const identity = { viewer, tokenState: 'valid', expiresAt: 9_000 } as const;
    const renewals = [
      { ...identity, viewer: { ...viewer, sessionId: 'x' } },
      { ...identity, viewer: { ...viewer, tenantId: 'x' } },
      { ...identity, viewer: { ...viewer, userId: 'x' } },
      { ...identity, viewer: null },
    ].map((other) => client.renew(other));
    expect(renewals).toEqual([false, false, false, false]);
    expect(client.renew(identity)).toBe(true);
    now = 3_000;
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });

  it('makes nobody out of an anonymous client', () => {
    const { connect } = start(createNewsGraph());
    const viewer = aViewer();
    expect(connect(null).renew({ viewer, tokenState: 'valid', expiresAt: null })).toBe(false);
  });
});

describe('a session that is revoked', () => {
  it('ends its clients at once, by call and by event, and no other', async () => {
    const { hub, log, connect, ended } = start(createNewsGraph());
    const viewer = aViewer();
    const [byCall, byEvent, stays] = ['call', 'event', 'stays'].map((sessionId) =>
      connect({ ...viewer, sessionId }),
    );
    if (!byCall || !byEvent || !stays) throw new Error('three clients');
    const streams = [await open(byCall), await open(byEvent), await open(stays)];
    hub.endSession('call');
    expect(byCall.left).toEqual(['session']);
    const { tenantId } = viewer;
    log.emit({ tenantId, name: 'session:revoked', data: { sessionId: 'event' } });
    const errors = await Promise.all(
      streams.slice(0, 2).map((stream) => stream.next().catch((thrown: unknown) => thrown)),
    );
    expect(errors.map((error) => (error as GraphQLError).extensions?.['code'])).toEqual([
      'SESSION_ENDED',
      'SESSION_ENDED',
    ]);
    expect(byEvent.left).toEqual(['session']);
    log.emit(post(tenantId, '3'));
    const [, , third] = streams;
    expect(third && ids(await take(third, 1))).toEqual(['3']);
    expect(stays.left).toEqual([]);
    expect(ended).toEqual(['session', 'session']);
  });
});
