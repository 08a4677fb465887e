import { afterEach, describe, expect, it } from '@jest/globals';
import type { Viewer } from '@gestas/sdk';
import fc from 'fast-check';
import { createCursorCodec } from './create-cursor-codec.ts';
import type { Stream } from './create-event-stream.ts';
import type { SubscriptionHub } from './create-subscription-hub.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { CURSOR_KEY, ids, open, operate, startHub, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const cursors = createCursorCodec(CURSOR_KEY);
const hubs: SubscriptionHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

function start(...parameters: Parameters<typeof startHub>) {
  const started = startHub(...parameters);
  hubs.push(started.hub);
  const emit = (viewer: Viewer, postId: string, isSilent = false) =>
    started.log.emit({ tenantId: viewer.tenantId, data: { postId } }, isSilent);
  return { ...started, emit };
}

describe('resuming', () => {
  it('delivers what was missed, in order, then live events, each once', async () => {
    const { emit, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const first = connect(viewer);
    const stream = await open(first);
    emit(viewer, '1');
    const [message] = await take(stream, 1);
    first.close();
    for (const id of ['2', '3', '4']) emit(viewer, id);
    const resumeFrom = message?.extensions?.['cursor'];
    const resumed = await open(connect(viewer), QUERY, { resumeFrom });
    emit(viewer, '5');
    const four = await take(resumed, 4);
    expect(ids(four)).toEqual(['2', '3', '4', '5']);
  });

  it('starts from the place of a client that received nothing yet', async () => {
    const { emit, connect } = start(createNewsGraph());
    const viewer = aViewer();
    const cursor = await connect(viewer).cursor();
    emit(viewer, '1');
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
    const { emit, connect } = start({
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
    emit(viewer, '1');
    release();
    expect(ids(await take(await opening, 1))).toEqual(['1']);
  });

  it('tells of events that are no longer kept, then goes on live', async () => {
    const { log, emit, connect } = start(createNewsGraph());
    const viewer = aViewer();
    for (const id of ['1', '2', '3']) emit(viewer, id);
    log.forget(viewer.tenantId, 2);
    const resumeFrom = cursors.write(viewer.tenantId, 1);
    const stream = await open(connect(viewer), QUERY, { resumeFrom });
    const [gap] = await take(stream, 1);
    expect(gap?.errors?.[0]?.extensions).toMatchObject({
      code: 'RESUME_GAP',
      cursor: gap?.extensions?.['cursor'],
    });
    expect(cursors.read(gap?.extensions?.['cursor'], viewer.tenantId)).toBe(3);
    emit(viewer, '4');
    expect(ids(await take(stream, 1))).toEqual(['4']);
  });

  it('tells a live subscriber of events that were lost before they were read', async () => {
    const { log, emit, connect } = start(createNewsGraph(), { sweepMs: 60_000 });
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    emit(viewer, '1', true);
    emit(viewer, '2', true);
    log.forget(viewer.tenantId, 1);
    log.reconnect();
    const [gap] = await take(stream, 1);
    expect(gap?.errors?.[0]?.extensions?.['code']).toBe('RESUME_GAP');
    emit(viewer, '3');
    expect(ids(await take(stream, 1))).toEqual(['3']);
  });

  it('waits out a log that can not be read for a while', async () => {
    const { log, emit, connect } = start(createNewsGraph());
    const viewer = aViewer();
    for (const id of ['1', '2']) emit(viewer, id);
    const client = connect(viewer);
    const resumeFrom = cursors.write(viewer.tenantId, 0);
    await client.cursor();
    log.breakReads(2);
    const stream = await open(client, QUERY, { resumeFrom });
    expect(ids(await take(stream, 2))).toEqual(['1', '2']);
  });

  it.each([
    ['a foreign tenant', (_: Viewer) => cursors.write(aViewer().tenantId, 0)],
    ['another key', ({ tenantId }: Viewer) => createCursorCodec(Buffer.alloc(32, 8)).write(tenantId, 0)],
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
    const { emit, connect } = start(createNewsGraph(), { sweepMs: 60_000 });
    const viewer = aViewer();
    const client = connect(viewer);
    await client.cursor();
    emit(viewer, '1', true);
    const resumeFrom = cursors.write(viewer.tenantId, 1);
    const stream = await open(client, QUERY, { resumeFrom });
    emit(viewer, '2');
    expect(ids(await take(stream, 1))).toEqual(['2']);
  });

  it('hands over without a gap or a double, however appending, resuming and resolving interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('append', 'burst', 'resume', 'turn', 'leave'), {
          minLength: 5,
          maxLength: 40,
        }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }),
        exactlyOnce,
      ),
      { numRuns: 60 },
    );
  });
});

function forge(tenantId: string): string {
  const [, mac] = cursors.write(tenantId, 1).split('.');
  return `${Buffer.from(JSON.stringify([tenantId, 0])).toString('base64url')}.${mac}`;
}

/** Runs steps in order; every subscriber, wherever it started, must see each later event once and in order. */
async function exactlyOnce(steps: readonly string[], turns: readonly number[]): Promise<void> {
  const graph = createNewsGraph({
    beforeEntity: async (id) => {
      const wait = turns[Number(id) % turns.length] ?? 0;
      for (let turn = 0; turn < wait; turn += 1) await new Promise(setImmediate);
      return undefined;
    },
  });
  const { emit, connect } = start(graph, { catchUps: 2, width: 3 });
  const viewer = aViewer();
  const open_: { stream: Stream; from: number }[] = [];
  let count = 0;
  const append = () => {
    count += 1;
    emit(viewer, String(count));
  };
  for (const step of steps) {
    if (step === 'append') append();
    if (step === 'burst') for (let index = 0; index < 7; index += 1) append();
    if (step === 'turn') await new Promise(setImmediate);
    if (step === 'leave') open_.pop()?.stream.stop();
    if (step === 'resume') {
      const from = Math.floor(count / 2);
      const resumeFrom = cursors.write(viewer.tenantId, from);
      open_.push({ stream: await open(connect(viewer), QUERY, { resumeFrom }), from });
    }
  }
  append();
  for (const { stream, from } of open_) {
    const wanted = Array.from({ length: count - from }, (_, index) => String(from + index + 1));
    expect(ids(await take(stream, wanted.length))).toEqual(wanted);
  }
}
