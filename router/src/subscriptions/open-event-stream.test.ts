import type { Viewer } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { createCursorCodec } from './create-cursor-codec.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { CURSOR_KEY, ids, open, operate, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const cursors = createCursorCodec(CURSOR_KEY);
const start = createHubSuite();

describe('where a subscription starts', () => {
  it('starts from the place of a client that received nothing yet', async () => {
    const { log, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const cursor = await connect(viewer).cursor();
    log.emit(post(viewer.tenantId, '1'));
    const stream = await open(connect(viewer), QUERY, { resumeFrom: cursor });
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });

  it('counts from the moment a request came, not from when it was prepared', async () => {
    const graph = createNewsGraph();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { prepare } = graph;
    const { log, connect } = start({
      ...graph,
      prepare: async (request, caller) => {
        await gate;
        return prepare(request, caller);
      },
    });
    const viewer = aViewer();
    const client = connect(viewer);
    await client.cursor();
    const opening = open(client);
    log.emit(post(viewer.tenantId, '1'));
    release();
    expect(ids(await take(await opening, 1))).toEqual(['1']);
  });

  it.each([
    ['a foreign tenant', (_: Viewer) => cursors.write(aViewer().tenantId, 0)],
    [
      'another key',
      ({ tenantId }: Viewer) => createCursorCodec(Buffer.alloc(32, 8)).write(tenantId, 0),
    ],
    ['a changed position', ({ tenantId }: Viewer) => forge(tenantId)],
    ['no text', () => 7],
    ['an empty text', () => ''],
    ['a prototype', () => ({ __proto__: null })],
  ])('refuses a cursor of %s', async (_name, cursorOf) => {
    const { connect } = start(createNewsGraph());
    const viewer = aViewer();
    const answer = await operate(connect(viewer), QUERY, { resumeFrom: cursorOf(viewer) });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'CURSOR_INVALID' } }] });
  });

  it('refuses a cursor beyond the end of the log as a gap', async () => {
    const { connect } = start(createNewsGraph());
    const viewer = aViewer();
    const resumeFrom = cursors.write(viewer.tenantId, 9);
    const answer = await operate(connect(viewer), QUERY, { resumeFrom });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'RESUME_GAP' } }] });
  });

  it('continues from a cursor another router gave out a moment before this one heard of the event', async () => {
    const { log, connect } = start(createNewsGraph(), { sweepMs: 60_000 });
    const viewer = aViewer();
    const client = connect(viewer);
    await client.cursor();
    log.emit(post(viewer.tenantId, '1'), true);
    const resumeFrom = cursors.write(viewer.tenantId, 1);
    const stream = await open(client, QUERY, { resumeFrom });
    log.emit(post(viewer.tenantId, '2'));
    expect(ids(await take(stream, 1))).toEqual(['2']);
  });
});

function forge(tenantId: string): string {
  const [, mac] = cursors.write(tenantId, 1).split('.');
  return `${Buffer.from(JSON.stringify([tenantId, 0])).toString('base64url')}.${mac}`;
}
