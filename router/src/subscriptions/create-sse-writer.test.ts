import { describe, expect, it } from '@jest/globals';
import { createCursorCodec } from './create-cursor-codec.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createDoorSuite, left, subscribed } from './testing/door-suite.ts';
import { post } from './testing/hub-suite.ts';
import { readStream } from './testing/read-stream.ts';
import { CURSOR_KEY } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const { start } = createDoorSuite();

describe('the event stream itself', () => {
  it('has headers that keep it from being stored or held back, and names its place at once', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await readStream(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const cursor = createCursorCodec(CURSOR_KEY).write(viewer.tenantId, 0);
    expect(await stream.until('id: ')).toBe(`:\n\nid: ${cursor}\n\n`);
  });

  it('writes each event with its cursor as id, and continues after Last-Event-ID', async () => {
    const door = await start();
    const viewer = aViewer();
    const authorization = door.signIn(viewer);
    for (const id of ['1', '2']) door.log.emit(post(viewer.tenantId, id));
    const cursors = createCursorCodec(CURSOR_KEY);
    const [before, after] = [1, 2].map((position) => cursors.write(viewer.tenantId, position));
    const stream = await readStream(
      door,
      { query: QUERY, extensions: { resumeFrom: 'older' } },
      { authorization, 'last-event-id': before ?? '' },
    );
    const data = { data: { postCreated: { id: '2' } }, extensions: { cursor: after } };
    expect(await stream.until('data: ')).toBe(
      `:\n\nid: ${after}\nevent: next\ndata: ${JSON.stringify(data)}\n\n`,
    );
  });

  it.each([
    ['foreign', (): string => createCursorCodec(CURSOR_KEY).write('another tenant', 0)],
    ['forged', () => 'W10.AAAA'],
  ])('refuses a %s cursor', async (_name, cursorOf) => {
    const door = await start();
    const headers = { authorization: door.signIn(aViewer()), 'last-event-id': cursorOf() };
    const stream = await readStream(door, { query: QUERY }, headers);
    const text = await stream.rest();
    expect(text).toContain('"code":"CURSOR_INVALID"');
    expect(text).toMatch(/event: complete\ndata: \n\n$/);
  });

  it('is kept alive by comments', async () => {
    const door = await start(createNewsGraph(), { heartbeatMs: 10 });
    const stream = await readStream(
      door,
      { query: QUERY },
      { authorization: door.signIn(aViewer()) },
    );
    await stream.until(':\n\n:\n\n');
  });

  it('answers GET, but no mutation by GET', async () => {
    const door = await start();
    const get = async (query: string) => {
      const url = `${door.url}?query=${encodeURIComponent(query)}`;
      const headers = { accept: 'text/event-stream', 'apollo-require-preflight': '1' };
      return (await fetch(url, { headers })).text();
    };
    expect(await get('{ hello }')).toContain('data: {"data":{"hello":"Hello"}}\n\nevent: complete');
    expect(await get('mutation { greet }')).toContain('"code":"BAD_REQUEST"');
  });

  it('refuses a bad token with 401 before there is a stream', async () => {
    const door = await start();
    const stream = await readStream(door, { query: QUERY }, { authorization: 'forged' });
    expect(stream.response.statusCode).toBe(401);
  });

  it('tells a revoked session so, and completes', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await readStream(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await subscribed(door);
    door.hub.endSession(viewer.sessionId);
    expect(await stream.rest()).toContain('"code":"SESSION_ENDED"');
  });

  it('says when to come back, and ends without complete, at a shutdown', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await readStream(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await subscribed(door);
    const rest = stream.rest();
    await door.stop();
    expect(await rest).toMatch(/retry: \d+\n/);
    expect(await rest).not.toContain('event: complete');
  });

  it('lets go of a client that has left', async () => {
    const door = await start();
    const stream = await readStream(
      door,
      { query: QUERY },
      { authorization: door.signIn(aViewer()) },
    );
    await subscribed(door);
    stream.response.destroy();
    await left(door);
  });

  it('does not pile up messages for a reader that does not read: it is told and ended', async () => {
    const door = await start(createNewsGraph(), { queueLength: 4 });
    const viewer = aViewer();
    const stream = await readStream(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await subscribed(door);
    const big = 'x'.repeat(400_000);
    for (let index = 0; /subscriptions\{.*\} 1$/m.test(await door.metrics()); index += 1) {
      door.log.emit(post(viewer.tenantId, `${index}${big}`));
    }
    expect(await stream.rest()).toContain('"code":"LIMIT_EXCEEDED"');
    expect(await door.metrics()).toContain('reason="slow"} 1');
  });

  it('sets cookies of a mutation before the stream begins', async () => {
    const door = await start();
    const stream = await readStream(door, { query: 'mutation { greet }' }, {});
    expect(stream.response.headers['set-cookie']).toEqual(['gestas_refresh_abcdef=1']);
  });
});
