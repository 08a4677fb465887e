import type { Viewer } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from './create-cursor-codec.ts';
import type { Stream } from './create-event-stream.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite } from './testing/hub-suite.ts';
import { CURSOR_KEY, ids, open, type startHub, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const cursors = createCursorCodec(CURSOR_KEY);
const startAny = createHubSuite();

function start(...parameters: Parameters<typeof startHub>) {
  const started = startAny(...parameters);
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
    const resumeFrom = message?.extensions?.cursor;
    const resumed = await open(connect(viewer), QUERY, { resumeFrom });
    emit(viewer, '5');
    const four = await take(resumed, 4);
    expect(ids(four)).toEqual(['2', '3', '4', '5']);
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
      cursor: gap?.extensions?.cursor,
    });
    expect(cursors.read(gap?.extensions?.cursor, viewer.tenantId)).toBe(3);
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
    expect(gap?.errors?.[0]?.extensions?.code).toBe('RESUME_GAP');
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
      { numRuns: fc.readConfigureGlobal().numRuns ?? 60 },
    );
  });
});

/** Runs steps in order; every subscriber, wherever it started, must see each later event once and in order. */
async function exactlyOnce(steps: readonly string[], turns: readonly number[]): Promise<void> {
  const graph = createNewsGraph({
    beforeEntity: (id) => takeTurns(turns[Number(id) % turns.length] ?? 0),
  });
  const { emit, connect } = start(graph, { catchUps: 2, width: 3 });
  const viewer = aViewer();
  const subscribers: { readonly stream: Stream; readonly from: number }[] = [];
  let count = 0;
  const append = () => {
    count += 1;
    emit(viewer, String(count));
  };
  const actions: Record<string, () => unknown> = {
    append,
    burst: () => Array.from({ length: 7 }, append),
    turn: () => takeTurns(1),
    leave: () => subscribers.pop()?.stream.stop(),
    async resume() {
      const from = Math.floor(count / 2);
      const resumeFrom = cursors.write(viewer.tenantId, from);
      subscribers.push({ stream: await open(connect(viewer), QUERY, { resumeFrom }), from });
    },
  };
  for (const step of steps) await actions[step]?.();
  append();
  for (const { stream, from } of subscribers) {
    const wanted = Array.from({ length: count - from }, (_, index) => String(from + index + 1));
    expect(ids(await take(stream, wanted.length))).toEqual(wanted);
  }
}

async function takeTurns(count: number): Promise<undefined> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
