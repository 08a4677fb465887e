import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { serveSchema } from '../http/testing/serve-schema.ts';
import type { SubscriptionTransports } from './subscription-transports.ts';

const ANONYMOUS = { viewer: null, tokenState: 'absent', expiresAt: null } as const;

/** A promise and what resolves it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A gate that requests wait at, and a word of when the first has come. */
function gate() {
  const { promise: opened, resolve: open } = deferred();
  const { promise: reached, resolve: reach } = deferred();
  return { opened, open, reached, reach };
}

/** Transports with one kind of stream: open until they are closed, as told in `told`. */
function streams(told: string[]): SubscriptionTransports & { readonly begun: Promise<void> } {
  const { promise: begun, resolve: begin } = deferred();
  const open = new Set<{ end(text: string): void }>();
  return {
    begun,
    attachWebSocket: () => undefined,
    async handleSse(_request, _caller, _incoming, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      open.add(response);
      begin();
    },
    async close() {
      told.push('streams closed');
      for (const response of open) response.end('id: cursor\n\n');
    },
  };
}

const HELLO = { query: '{ hello }' };
const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => resolve(false));
  });

it('says it is not ready, goes on accepting while it waits, then finishes what is under way and the streams last', async () => {
  const told: string[] = [];
  const { opened, open, reached, reach } = gate();
  const transports = streams(told);
  const world = await serveSchema({
    transports,
    drain: { waitMs: 400, limitMs: 20_000 },
    authenticate: async (authorization) => {
      if (authorization !== 'hold') return ANONYMOUS;
      reach();
      await opened;
      return ANONYMOUS;
    },
  });
  const stream = await world.post(HELLO, { accept: 'text/event-stream' });
  await transports.begun;
  const held = world.post(HELLO, { authorization: 'hold' });
  await reached;

  const stopped = world.stop().then(() => told.push('stopped'));
  const ready = await fetch(`${world.origin}/health/ready`);
  expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close']);
  expect((await fetch(`${world.origin}/health/live`)).status).toBe(200);
  expect(await (await world.post(HELLO)).json()).toEqual({ data: { hello: 'Hello you' } });

  while (await isListening(world.port));
  expect(told).toEqual([]);
  open();
  expect(await (await held).json()).toEqual({ data: { hello: 'Hello you' } });
  expect(await stream.text()).toBe('id: cursor\n\n');
  await stopped;
  expect(told).toEqual(['streams closed', 'stopped']);
});

it('cuts off what is not finished in time', async () => {
  const { opened, open, reached, reach } = gate();
  const world = await serveSchema({
    drain: { limitMs: 50 },
    authenticate: async () => {
      reach();
      await opened;
      return ANONYMOUS;
    },
  });
  const held = world.post(HELLO).then(
    () => 'answered',
    () => 'cut off',
  );
  await reached;
  await world.stop();
  expect(await held).toBe('cut off');
  open();
});
