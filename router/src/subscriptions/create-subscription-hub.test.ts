import { describe, expect, it } from '@jest/globals';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { open, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

describe('a shutdown', () => {
  it('tells each subscription its cursor and when to come back, then lets the clients go', async () => {
    const { hub, log, connect } = start(createNewsGraph(), {
      farewellMs: 5_000,
      retrySpreadMs: 1_000,
    });
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
      cursor: read?.extensions?.cursor,
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
