import { describe, expect, it } from '@jest/globals';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

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
    expect(answers.map(([answer]) => answer?.data?.postCreated?.readers)).toEqual(
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
    const streams = [
      await open(connect(viewer)),
      await open(connect(more)),
      await open(connect(viewer), other),
    ];
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
