import { describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import type { Stream } from './create-event-stream.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

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
    expect((await endOf(stream)).extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
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

async function endOf(stream: Stream): Promise<GraphQLError> {
  return stream.next().then(
    () => Promise.reject(new Error('the stream goes on')),
    (thrown: GraphQLError) => thrown,
  );
}
