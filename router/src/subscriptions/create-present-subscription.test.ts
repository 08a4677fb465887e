import { describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import type { Stream } from './create-event-stream.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

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
    const sdl =
      'type Query { hello: String } type Post { id: ID! } type Subscription { postCreated: Post! }';
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

async function endOf(stream: Stream): Promise<GraphQLError> {
  return stream.next().then(
    () => Promise.reject(new Error('the stream goes on')),
    (thrown: GraphQLError) => thrown,
  );
}
