import { describe, expect, it } from '@jest/globals';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

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
    expect(failed?.extensions?.cursor).toEqual(expect.any(String));
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
    expect(late?.errors?.[0]?.extensions?.code).toBe('REQUEST_TIMEOUT');
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
