import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from '../limits/limits-profile.ts';
import { serveSchema } from './testing/serve-schema.ts';

let served: Awaited<ReturnType<typeof serveSchema>>;
beforeAll(async () => {
  const body = { maxBytes: 20_000, timeoutMs: 2000 };
  served = await serveSchema({ limits: { ...DEFAULT_LIMITS, body } });
});
afterAll(() => served.stop());

const QUERY = JSON.stringify({ query: '{ hello }' });

function send(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
  return fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

function padded(bytes: number) {
  return JSON.stringify({ query: '{ hello }', padding: 'x'.repeat(bytes) });
}

describe('an encoded body', () => {
  it.each([
    ['gzip', gzipSync(QUERY)],
    ['deflate', deflateSync(QUERY)],
    ['br', brotliCompressSync(QUERY)],
    ['identity', Buffer.from(QUERY)],
  ])('is read: %s', async (encoding, body) => {
    const response = await send(body, { 'content-encoding': encoding });
    expect(await response.json()).toEqual({ data: { hello: 'Hello you' } });
  });

  it.each([['compress'], ['gzip, gzip'], ['constructor']])(
    'is refused with 415: %s',
    async (encoding) => {
      expect((await send(gzipSync(QUERY), { 'content-encoding': encoding })).status).toBe(415);
    },
  );

  it('is refused with 400 when it is broken or cut', async () => {
    const cut = gzipSync(QUERY).subarray(0, 20);
    expect((await send(cut, { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await send('nonsense', { 'content-encoding': 'br' })).status).toBe(400);
  });

  it('is refused with 413 by its inflated size, however small it is sent', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    const before = process.memoryUsage().rss;
    expect((await send(bomb.subarray(0, 19_000), { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('an oversized body', () => {
  it('is refused with 413 by its announced length', async () => {
    expect((await send(padded(30_000))).status).toBe(413);
  });

  it('is refused with 413 while it streams', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(padded(30_000)));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    };
    expect((await fetch(served.url, init as RequestInit)).status).toBe(413);
  });

  it('leaves the connection usable', async () => {
    expect((await send(padded(30_000))).status).toBe(413);
    expect((await send(QUERY)).status).toBe(200);
  });
});

describe('a body refused half-way', () => {
  let roomy: typeof served;
  beforeAll(async () => {
    roomy = await serveSchema({ limits: DEFAULT_LIMITS });
  });
  afterAll(() => roomy.stop());

  it('leaves the connection usable although the rest of it was never decoded', async () => {
    const post = (headers: string, length: number) =>
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n`;
    const rest = 'x'.repeat(600_000);
    const socket = connect(roomy.port, 'localhost');
    socket.write(`${post('content-encoding: deflate\r\n', 8 + rest.length)}nonsense`);
    const [refused] = await once(socket, 'data');
    expect(String(refused)).toMatch(/^HTTP\/1.1 400 /);
    socket.write(`${rest}${post('', QUERY.length)}${QUERY}`);
    const [answered] = await once(socket, 'data');
    expect(String(answered)).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  });
});

describe('a body that is not text', () => {
  it('is refused with 400', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"query":"{ hello }","x":"'),
      Buffer.from([0xff, 0xfe]),
    ]);
    expect((await send(bytes)).status).toBe(400);
  });
});

describe('a slow body', () => {
  it('is refused with 408', async () => {
    const socket = connect(served.port, 'localhost');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query',
    );
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1.1 408 .*REQUEST_TIMEOUT/s);
    socket.destroy();
  });
});
