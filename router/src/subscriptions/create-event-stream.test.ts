import { describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import type { Stream } from './create-event-stream.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

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
    const cursor = read?.extensions?.cursor;
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
        expect(end.extensions.code).toBe('LIMIT_EXCEEDED');
        return;
      }
      if (!end) throw new Error('ended without an error');
      await new Promise(setImmediate);
    }
  });
});

async function endOf(stream: Stream): Promise<GraphQLError> {
  return stream.next().then(
    () => Promise.reject(new Error('the stream goes on')),
    (thrown: GraphQLError) => thrown,
  );
}
