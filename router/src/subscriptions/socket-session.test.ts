import { describe, expect, it } from '@jest/globals';
import { CLOSE_CODES } from './close-codes.ts';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createDoorSuite, subscribed } from './testing/door-suite.ts';
import { post } from './testing/hub-suite.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const { socket, start } = createDoorSuite();

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

  it.each([7, true, {}, ['x']])(
    'closes 4403 for an authorization that is no text: %j',
    async (authorization) => {
      const door = await start();
      const { send, closing } = await socket(door);
      send({ type: 'connection_init', payload: { authorization } });
      expect(await closing).toEqual(CLOSE_CODES.forbidden);
    },
  );

  it('closes 4500 when the authentication itself fails, and says nothing about it', async () => {
    const door = await start(
      createNewsGraph(),
      {},
      {
        authenticate: () => Promise.reject(new Error('key store is away')),
      },
    );
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

  it.each(['other session', 'forged'])(
    'closes 4403 for a ping with a token that is %s',
    async (kind) => {
      const door = await start();
      const viewer = aViewer();
      door.signIn({ ...viewer, sessionId: 'other' }, null, 'other session');
      const { init, send, closing } = await socket(door);
      await init(door.signIn(viewer));
      send({ type: 'ping', payload: { authorization: kind } });
      const expected = kind === 'forged' ? CLOSE_CODES.forbidden : CLOSE_CODES.otherSession;
      expect(await closing).toEqual(expected);
    },
  );

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

/** Resolves when the clock shows a time. */
async function passed(time: number): Promise<void> {
  while (Date.now() < time) await new Promise(setImmediate);
}
