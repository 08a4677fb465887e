import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import type { Graph } from '../pipeline.ts';
import { createCursorCodec } from './create-cursor-codec.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { type Door, startDoor } from './testing/start-door.ts';
import { CURSOR_KEY } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(graph: Graph = createNewsGraph(), limits = {}): Promise<Door> {
  const door = await startDoor(graph, limits);
  stops.push(door.stop);
  return door;
}

function client(door: Door, token?: string) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const made = createClient({ url: door.url, headers, retryAttempts: 0 });
  stops.push(() => made.dispose());
  return made;
}

const post = (tenantId: string, postId: string) => ({ tenantId, data: { postId } });

describe('the unmodified graphql-sse client', () => {
  it('receives events and continues after them with resumeFrom', async () => {
    const door = await start();
    const viewer = aViewer();
    const token = door.signIn(viewer);
    const events = client(door, token).iterate({ query: QUERY });
    const first = events.next();
    await open(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const { value } = await first;
    expect(value).toEqual({
      data: { postCreated: { id: '1' } },
      extensions: { cursor: expect.any(String) },
    });
    await events.return?.();
    door.log.emit(post(viewer.tenantId, '2'));
    const extensions = { resumeFrom: value?.extensions?.['cursor'] };
    const resumed = client(door, token).iterate({ query: QUERY, extensions });
    expect((await resumed.next()).value?.data).toEqual({ postCreated: { id: '2' } });
  });

  it('sends queries and mutations: one next, then complete', async () => {
    const door = await start();
    const viewer = aViewer();
    const results = [];
    for (const query of ['{ whoami }', 'mutation { greet }']) {
      for await (const result of client(door, door.signIn(viewer)).iterate({ query })) results.push(result);
    }
    expect(results).toEqual([{ data: { whoami: viewer.userId } }, { data: { greet: 'by sse' } }]);
  });

  it('is told faults in the stream, then complete', async () => {
    const door = await start();
    const token = door.signIn(aViewer({ permissions: [] }));
    const codes = [];
    for (const query of [QUERY, '{ nope }', '{']) {
      for await (const { errors } of client(door, token).iterate({ query })) {
        codes.push(errors?.[0]?.extensions['code']);
      }
    }
    expect(codes).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_PARSE_FAILED',
    ]);
  });

  it('receives TOKEN_EXPIRED with a cursor, then complete, when the token has run out', async () => {
    const door = await start();
    const token = door.signIn(aViewer(), Date.now() + 200);
    const results = [];
    for await (const result of client(door, token).iterate({ query: QUERY })) results.push(result);
    expect(results.map(({ errors }) => errors?.[0]?.extensions)).toEqual([
      { code: 'TOKEN_EXPIRED', cursor: expect.any(String) },
    ]);
  });
});

describe('the event stream itself', () => {
  it('has headers that keep it from being stored or held back, and names its place at once', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(viewer) });
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
    const stream = await read(
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
    const stream = await read(door, { query: QUERY }, headers);
    const text = await stream.rest();
    expect(text).toContain('"code":"CURSOR_INVALID"');
    expect(text).toMatch(/event: complete\ndata: \n\n$/);
  });

  it('is kept alive by comments', async () => {
    const door = await start(createNewsGraph(), { heartbeatMs: 10 });
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(aViewer()) });
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
    const stream = await read(door, { query: QUERY }, { authorization: 'forged' });
    expect(stream.response.statusCode).toBe(401);
  });

  it('tells a revoked session so, and completes', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await open(door);
    door.hub.endSession(viewer.sessionId);
    expect(await stream.rest()).toContain('"code":"SESSION_ENDED"');
  });

  it('says when to come back, and ends without complete, at a shutdown', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await open(door);
    const rest = stream.rest();
    await door.stop();
    expect(await rest).toMatch(/retry: \d+\n/);
    expect(await rest).not.toContain('event: complete');
  });

  it('lets go of a client that has left', async () => {
    const door = await start();
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(aViewer()) });
    await open(door);
    stream.response.destroy();
    await open(door, 0);
  });

  it('does not pile up messages for a reader that does not read: it is told and ended', async () => {
    const door = await start(createNewsGraph(), { queueLength: 4 });
    const viewer = aViewer();
    const stream = await read(door, { query: QUERY }, { authorization: door.signIn(viewer) });
    await open(door);
    const big = 'x'.repeat(400_000);
    for (let index = 0; /subscriptions\{.*\} 1$/m.test(await door.metrics()); index += 1) {
      door.log.emit(post(viewer.tenantId, `${index}${big}`));
    }
    expect(await stream.rest()).toContain('"code":"LIMIT_EXCEEDED"');
    expect(await door.metrics()).toContain('reason="slow"} 1');
  });

  it('sets cookies of a mutation before the stream begins', async () => {
    const door = await start();
    const stream = await read(door, { query: 'mutation { greet }' }, {});
    expect(stream.response.headers['set-cookie']).toEqual(['gestas_refresh_abcdef=1']);
  });
});

/** Sends an operation and reads the stream as text, no faster than it is asked for. */
async function read(door: Door, body: unknown, headers: Record<string, string>) {
  const { authorization, ...others } = headers;
  const request = httpRequest(door.url, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization ? { authorization: `Bearer ${authorization}` } : {}),
      ...others,
    },
  });
  request.end(JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  stops.push(() => response.destroy());
  response.setEncoding('utf8');
  const chunks = response[Symbol.asyncIterator]();
  let text = '';
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) return false;
    text += value;
    return true;
  };
  return {
    response,
    async until(part: string) {
      while (!text.includes(part) || !text.endsWith('\n\n')) {
        if (!(await more())) throw new Error(`ended without ${part}: ${text}`);
      }
      return text;
    },
    async rest() {
      while (await more()) continue;
      return text;
    },
  };
}

/** Resolves when so many subscriptions are open. */
async function open(door: Door, count = 1): Promise<void> {
  const line = new RegExp(`^gestas_router_subscriptions\\{.*\\} ${count}$`, 'm');
  while (!line.test(await door.metrics())) await new Promise(setImmediate);
}
