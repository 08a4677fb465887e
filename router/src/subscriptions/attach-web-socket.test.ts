import { afterEach, describe, expect, it } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Graph } from '../pipeline.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { type Door, openSocket, startDoor, WEB_ORIGIN } from './testing/start-door.ts';
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

function client(door: Door, authorization?: string): Client {
  const made = createClient({
    url: door.wsUrl,
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    ...(authorization ? { connectionParams: { authorization } } : {}),
  });
  stops.push(() => made.dispose());
  return made;
}

async function socket(door: Door, options: Parameters<typeof openSocket>[1] = {}) {
  const made = await openSocket(door.wsUrl, options);
  stops.push(() => made.socket.terminate());
  return made;
}

const post = (tenantId: string, postId: string) => ({ tenantId, data: { postId } });

describe('the unmodified graphql-ws client', () => {
  it('receives events with a cursor, and continues after them with resumeFrom', async () => {
    const door = await start();
    const viewer = aViewer();
    const token = door.signIn(viewer);
    const first = client(door, `Bearer ${token}`);
    const events = first.iterate({ query: QUERY });
    const begun = events.next();
    await subscribed(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const { value } = await begun;
    expect(value).toEqual({
      data: { postCreated: { id: '1' } },
      extensions: { cursor: expect.any(String) },
    });
    await events.return?.();
    await first.dispose();
    door.log.emit(post(viewer.tenantId, '2'));
    const resumeFrom = value?.extensions?.['cursor'];
    const resumed = client(door, token).iterate({ query: QUERY, extensions: { resumeFrom } });
    expect((await resumed.next()).value?.data).toEqual({ postCreated: { id: '2' } });
  });

  it('sends queries and mutations over the same socket', async () => {
    const door = await start();
    const viewer = aViewer();
    const sender = client(door, door.signIn(viewer));
    const ask = async (query: string) => (await sender.iterate({ query }).next()).value;
    expect(await ask('{ hello whoami }')).toEqual({
      data: { hello: 'Hello', whoami: viewer.userId },
    });
    expect(await ask('mutation { greet }')).toEqual({ data: { greet: 'by websocket' } });
  });

  it('is told by an error, without a stream, what can not be subscribed', async () => {
    const door = await start();
    const viewer = aViewer({ permissions: [] });
    const failures = await Promise.all(
      [QUERY, 'subscription { nope }', '{'].map((query) =>
        client(door, door.signIn(viewer)).iterate({ query }).next().catch((error: unknown) => error),
      ),
    );
    const codes = failures.map((errors) =>
      (errors as readonly { extensions: { code: string } }[]).map(({ extensions }) => extensions.code),
    );
    expect(codes).toEqual([
      ['UNAUTHORIZED_FIELD_OR_TYPE'],
      ['GRAPHQL_VALIDATION_FAILED'],
      ['GRAPHQL_PARSE_FAILED'],
    ]);
  });

  it('is anonymous without a token', async () => {
    const door = await start();
    const { value } = await client(door).iterate({ query: '{ whoami }' }).next();
    expect(value?.data).toEqual({ whoami: 'nobody' });
  });

  it('is told its cursor, then closed with a code after which it connects again, by a shutdown', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = client(door, door.signIn(viewer)).iterate({ query: QUERY });
    const first = stream.next();
    await subscribed(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const cursor = (await first).value?.extensions?.['cursor'];
    const farewell = stream.next();
    const closed = stream.next().catch((error: unknown) => error);
    await door.stop();
    expect((await farewell).value?.extensions).toEqual({ cursor, retryAfterMs: expect.any(Number) });
    expect(await closed).toMatchObject(CLOSE_CODES.restarting);
  });
});

describe('signing in', () => {
  it('acknowledges with the place of the tenant, to continue from when nothing came yet', async () => {
    const door = await start();
    const viewer = aViewer();
    const { init } = await socket(door);
    const ack = await init(door.signIn(viewer));
    expect(ack).toEqual({ type: 'connection_ack', payload: { cursor: expect.any(String) } });
    const anonymous = await socket(door);
    expect(await anonymous.init()).toEqual({ type: 'connection_ack' });
  });

  it.each([
    ['forged', 'forged', CLOSE_CODES.forbidden],
    ['expired', 'expired', CLOSE_CODES.tokenExpired],
    ['oversized', 'x'.repeat(9_000), CLOSE_CODES.forbidden],
  ])('closes 4403 for a token that is %s', async (_name, token, code) => {
    const door = await start();
    const { send, closing } = await socket(door);
    send({ type: 'connection_init', payload: { authorization: token } });
    expect(await closing).toEqual(code);
  });

  it.each([7, true, {}, ['x']])('closes 4403 for an authorization that is no text: %j', async (authorization) => {
    const door = await start();
    const { send, closing } = await socket(door);
    send({ type: 'connection_init', payload: { authorization } });
    expect(await closing).toEqual(CLOSE_CODES.forbidden);
  });

  it('closes 4500 when the authentication itself fails, and says nothing about it', async () => {
    const door = await startDoor(createNewsGraph(), {}, {
      authenticate: () => Promise.reject(new Error('key store is away')),
    });
    stops.push(door.stop);
    const { send, closing } = await socket(door);
    send({ type: 'connection_init' });
    expect(await closing).toEqual(CLOSE_CODES.internal);
  });

  it('is renewed in place by a ping with the same session, and never echoes the token', async () => {
    const door = await start();
    const viewer = aViewer();
    const { init, send, next } = await socket(door);
    await init(door.signIn(viewer, Date.now() + 400, 'old'));
    send({ id: 'a', type: 'subscribe', payload: { query: QUERY } });
    await subscribed(door);
    door.signIn(viewer, Date.now() + 60_000, 'new');
    send({ type: 'ping', payload: { authorization: 'Bearer new' } });
    expect(await next()).toEqual({ type: 'pong' });
    await passed(Date.now() + 450);
    door.log.emit(post(viewer.tenantId, '1'));
    expect(await next()).toMatchObject({ id: 'a', type: 'next' });
  });

  it('answers other pings with their payload', async () => {
    const door = await start();
    const { init, send, next } = await socket(door);
    await init();
    send({ type: 'ping', payload: { at: 1 } });
    send({ type: 'ping' });
    expect([await next(), await next()]).toEqual([
      { type: 'pong', payload: { at: 1 } },
      { type: 'pong' },
    ]);
  });

  it.each(['other session', 'forged'])('closes 4403 for a ping with a token that is %s', async (kind) => {
    const door = await start();
    const viewer = aViewer();
    door.signIn({ ...viewer, sessionId: 'other' }, null, 'other session');
    const { init, send, closing } = await socket(door);
    await init(door.signIn(viewer));
    send({ type: 'ping', payload: { authorization: kind } });
    const expected = kind === 'forged' ? CLOSE_CODES.forbidden : CLOSE_CODES.otherSession;
    expect(await closing).toEqual(expected);
  });

  it('ends subscriptions with TOKEN_EXPIRED and a cursor when the token has run out', async () => {
    const door = await start();
    const viewer = aViewer();
    const { init, send, next } = await socket(door);
    await init(door.signIn(viewer, Date.now() + 300));
    send({ id: 'a', type: 'subscribe', payload: { query: QUERY } });
    const extensions = { code: 'TOKEN_EXPIRED', cursor: expect.any(String) };
    expect(await next()).toMatchObject({ id: 'a', type: 'error', payload: [{ extensions }] });
    send({ id: 'b', type: 'subscribe', payload: { query: '{ hello }' } });
    expect(await next()).toMatchObject({ id: 'b', type: 'error' });
  });

  it('closes the sockets of a revoked session at once, and no other', async () => {
    const door = await start();
    const viewer = aViewer();
    const [revoked, other] = [await socket(door), await socket(door)];
    await revoked.init(door.signIn(viewer));
    await other.init(door.signIn({ ...viewer, sessionId: 'other' }));
    door.log.emit({
      tenantId: viewer.tenantId,
      name: 'session:revoked',
      data: { sessionId: viewer.sessionId },
    });
    expect(await revoked.closing).toEqual(CLOSE_CODES.sessionEnded);
    other.send({ type: 'ping' });
    expect(await other.next()).toEqual({ type: 'pong' });
  });
});

describe('a hostile peer', () => {
  it('is not upgraded from a foreign page; from an allowed one, from our own, or from no page it is', async () => {
    const door = await start();
    const origins = ['http://evil.test', 'null', `${WEB_ORIGIN}.evil.test`, 'http://localhost:1'];
    for (const origin of origins) {
      await expect(openSocket(door.wsUrl, { origin })).rejects.toThrow('403');
    }
    for (const origin of [WEB_ORIGIN, new URL(door.url).origin, undefined]) {
      await socket(door, origin === undefined ? {} : { origin });
    }
  });

  it('is not upgraded on another path', async () => {
    const door = await start();
    await expect(openSocket(`${door.wsUrl}x`)).rejects.toThrow('404');
    await expect(openSocket(door.wsUrl.replace('/graphql', '/'))).rejects.toThrow('404');
  });

  it('is closed for another sub-protocol', async () => {
    const door = await start();
    await expect(openSocket(door.wsUrl, { protocol: 'graphql-ws' })).rejects.toThrow('subprotocol');
    const bare = new WebSocket(door.wsUrl);
    const code = await new Promise((resolve) => bare.on('close', resolve));
    expect(code).toBe(CLOSE_CODES.subprotocol.code);
  });

  it.each([
    ['an oversized frame', JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(140_000) } }), CLOSE_CODES.frameTooBig],
    ['no JSON', 'nonsense', CLOSE_CODES.badMessage],
    ['no message', '{"type":"nope"}', CLOSE_CODES.badMessage],
    ['a list', '[]', CLOSE_CODES.badMessage],
    ['an early subscribe', { id: 'a', type: 'subscribe', payload: { query: QUERY } }, CLOSE_CODES.notInitialised],
  ])('is closed for %s', async (_name, message, expected) => {
    const door = await start();
    const { send, closing } = await socket(door);
    send(message);
    expect(await closing).toEqual(expected);
  });

  it('is closed for a second init, an id used twice, and an id reused while it is being prepared', async () => {
    const door = await start();
    const token = door.signIn(aViewer());
    const twice = await socket(door);
    await twice.init(token);
    twice.send({ type: 'connection_init' });
    expect(await twice.closing).toEqual(CLOSE_CODES.doubleInit);
    const subscribe = { id: 'a', type: 'subscribe', payload: { query: QUERY } };
    const doubled = await socket(door);
    await doubled.init(token);
    doubled.send(subscribe);
    doubled.send(subscribe);
    expect((await doubled.closing).code).toBe(CLOSE_CODES.duplicateId.code);
    const reused = await socket(door);
    await reused.init(token);
    reused.send(subscribe);
    reused.send({ id: 'a', type: 'complete' });
    reused.send(subscribe);
    expect((await reused.closing).code).toBe(CLOSE_CODES.duplicateId.code);
    await left(door);
  });

  it('is closed for a long id used twice, with a reason that fits', async () => {
    const door = await start();
    const { init, send, closing } = await socket(door);
    await init(door.signIn(aViewer()));
    const subscribe = { id: 'é'.repeat(5_000), type: 'subscribe', payload: { query: QUERY } };
    send(subscribe);
    send(subscribe);
    expect((await closing).code).toBe(CLOSE_CODES.duplicateId.code);
  });

  it('is closed when it never says who it is', async () => {
    const door = await start(createNewsGraph(), { initTimeoutMs: 20 });
    const { closing } = await socket(door);
    expect(await closing).toEqual(CLOSE_CODES.initTimeout);
  });

  it('is closed for a flood', async () => {
    const door = await start(createNewsGraph(), { messageBurst: 20, messagesPerSecond: 1 });
    const { send, closing } = await socket(door);
    for (let index = 0; index < 25; index += 1) send({ type: 'ping' });
    expect(await closing).toEqual(CLOSE_CODES.flooding);
  });

  it('gets 50 subscriptions on one socket, and an error for the 51st', async () => {
    const door = await start();
    const viewer = aViewer();
    const { init, send, next } = await socket(door);
    await init(door.signIn(viewer));
    for (let index = 1; index <= 51; index += 1) {
      send({ id: String(index), type: 'subscribe', payload: { query: QUERY } });
    }
    const extensions = { code: 'SUBSCRIPTION_LIMIT', maximum: 50 };
    expect(await next()).toMatchObject({ id: '51', type: 'error', payload: [{ extensions }] });
    door.log.emit(post(viewer.tenantId, '1'));
    const told = new Set<unknown>();
    while (told.size < 50) told.add((await next())['id']);
    expect(told.has('51')).toBe(false);
  });

  it('is cut off when it does not answer pings', async () => {
    const door = await start(createNewsGraph(), { heartbeatMs: 30 });
    const { socket: peer, closing } = await socket(door);
    peer.pong = () => undefined;
    expect((await closing).code).toBe(1006);
  });

  it('leaves nothing behind when it vanishes while its operations are prepared', async () => {
    const door = await start();
    const { init, send, socket: peer } = await socket(door);
    await init(door.signIn(aViewer()));
    for (let index = 0; index < 10; index += 1) {
      send({ id: String(index), type: 'subscribe', payload: { query: QUERY } });
    }
    send({ id: 'slow', type: 'subscribe', payload: { query: '{ slow }' } });
    peer.terminate();
    await left(door);
  });

  it('that reads slowly delays nobody', async () => {
    const door = await start(createNewsGraph(), { queueLength: 4 });
    const viewer = aViewer();
    const token = door.signIn(viewer);
    const slow = await socket(door);
    await slow.init(token);
    const fast = await socket(door);
    await fast.init(token);
    const subscribe = { id: 'a', type: 'subscribe', payload: { query: QUERY } };
    slow.send(subscribe);
    fast.send(subscribe);
    await subscribed(door, 2);
    slow.socket.pause();
    const big = 'x'.repeat(200_000);
    for (let index = 0; index < 60; index += 1) {
      door.log.emit(post(viewer.tenantId, `${index}${big}`));
      expect(await fast.next()).toMatchObject({ type: 'next' });
    }
    slow.socket.resume();
    let last = await slow.next();
    while (last['type'] === 'next') last = await slow.next();
    expect(last).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });
});

/** Resolves when so many subscriptions are open. */
async function subscribed(door: Door, count = 1): Promise<void> {
  const line = new RegExp(`^gestas_router_subscriptions\\{.*\\} ${count}$`, 'm');
  while (!line.test(await door.metrics())) await new Promise(setImmediate);
}

/** Resolves when no subscription is open any more. */
async function left(door: Door): Promise<void> {
  while (/^gestas_router_subscriptions\{.*\} [1-9]/m.test(await door.metrics())) {
    await new Promise(setImmediate);
  }
}

/** Resolves when the clock shows a time. */
async function passed(time: number): Promise<void> {
  while (Date.now() < time) await new Promise(setImmediate);
}
