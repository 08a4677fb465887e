import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { CLOSE_CODES } from './close-codes.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createDoorSuite, left, subscribed } from './testing/door-suite.ts';
import { post } from './testing/hub-suite.ts';
import { openSocket, WEB_ORIGIN } from './testing/start-door.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const { socket, start } = createDoorSuite();

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
    [
      'an oversized frame',
      JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(140_000) } }),
      CLOSE_CODES.frameTooBig,
    ],
    ['no JSON', 'nonsense', CLOSE_CODES.badMessage],
    ['no message', '{"type":"nope"}', CLOSE_CODES.badMessage],
    ['a list', '[]', CLOSE_CODES.badMessage],
    [
      'an early subscribe',
      { id: 'a', type: 'subscribe', payload: { query: QUERY } },
      CLOSE_CODES.notInitialised,
    ],
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
    while (told.size < 50) told.add((await next()).id);
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
    while (last.type === 'next') last = await slow.next();
    expect(last).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
  });
});
