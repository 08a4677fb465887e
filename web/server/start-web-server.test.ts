import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as openRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { compressFolder } from './compress-folder.ts';
import { type RunningWebServer, startWebServer } from './start-web-server.ts';
import { type FakeRouter, startFakeRouter } from './testing/start-fake-router.ts';

const PAGE = `<!doctype html>${'<p>page</p>'.repeat(200)}`;
let home: string;
let router: FakeRouter;
let web: RunningWebServer;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gestas-web-'));
  const folder = join(home, 'site');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(folder, '.vite'));
  await writeFile(join(home, 'secret.txt'), 'secret');
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), `${'x();'.repeat(500)}`);
  await compressFolder(folder);
  router = await startFakeRouter();
  web = await startWebServer({ port: 0, folder, routerUrl: router.url });
});

afterAll(async () => {
  await web.stop();
  await router.stop();
  await rm(home, { recursive: true });
});

/** Sends a path exactly as written, which fetch would tidy up first. */
async function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(web.url);
  const sent = openRequest({ hostname, port, path });
  sent.end();
  const [answer] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode, body: Buffer.concat(chunks).toString() };
}

describe('files', () => {
  it('serves the page for every route, never cached, with a strict policy', async () => {
    for (const path of ['/', '/posts', '/posts/42?x=1']) {
      const answer = await fetch(web.url + path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(PAGE);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('lets hashed assets be kept for ever, packed when the client takes it', async () => {
    const packed = await fetch(`${web.url}/assets/app-1a2b.js`);
    expect(packed.headers.get('cache-control')).toContain('immutable');
    expect(packed.headers.get('content-type')).toContain('text/javascript');
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(await packed.text()).toHaveLength(2_000);
    const plain = await fetch(`${web.url}/assets/app-1a2b.js`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('content-length')).toBe('2000');
  });

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await fetch(`${web.url}/favicon.svg`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await fetch(`${web.url}/posts`, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['/assets/gone.js', '/gone.svg'])('answers 404 for the missing %s', async (path) => {
    const answer = await fetch(web.url + path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/%00secret.txt',
    '/.vite/manifest.json',
    '/%E0%A4%A',
  ])('gives nothing away for %s', async (path) => {
    const { status, body } = await rawGet(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });
});

describe('proxy', () => {
  it('passes a request on with who asked, and the answer back with its cookies', async () => {
    const answer = await fetch(`${web.url}/graphql?a=1`, {
      method: 'POST',
      body: '{"query":"{ me }"}',
      headers: { origin: web.url, 'x-session': 's1', 'x-forwarded-for': '6.6.6.6' },
    });
    expect(answer.status).toBe(207);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('{"query":"{ me }"}');
    const { url, headers } = router.requests.at(-1) ?? { url: '', headers: {} };
    expect(url).toBe('/graphql?a=1');
    expect(headers).toMatchObject({ origin: web.url, 'x-session': 's1' });
    expect(headers['x-forwarded-for']).toMatch(/127\.0\.0\.1|::1/);
    expect(headers['x-forwarded-host']).toBe(new URL(web.url).host);
    expect(headers['x-forwarded-proto']).toBe('http');
  });

  it.each(['/files/a.png', '/.well-known/jwks.json'])('passes %s on', async (path) => {
    await fetch(web.url + path);
    expect(router.requests.at(-1)?.url).toBe(path);
  });

  it('does not take a name that only begins alike', async () => {
    expect(await (await fetch(`${web.url}/graphqlx`)).text()).toBe(PAGE);
  });

  it('hands over each part of an event stream as it comes, and ends it with the client', async () => {
    const over = new AbortController();
    const answer = await fetch(`${web.url}/graphql/stream`, { signal: over.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(': open\n\n');
    router.push('data: 1\n\n');
    expect((await reader?.read())?.value).toBe('data: 1\n\n');
    over.abort();
    await waitFor(() => router.openStreams() === 0);
  });

  it('carries a WebSocket both ways', async () => {
    const socket = new WebSocket(
      `${web.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      {
        origin: web.url,
      },
    );
    await once(socket, 'open');
    expect(socket.protocol).toBe('graphql-transport-ws');
    socket.send('hola');
    const [message] = await once(socket, 'message');
    expect(String(message)).toBe('echo hola');
    expect(router.requests.at(-1)?.headers.origin).toBe(web.url);
    socket.close(1000);
    await once(socket, 'close');
  });

  it('passes on the refusal of a WebSocket', async () => {
    const socket = new WebSocket(`${web.url.replace('http', 'ws')}/graphql`, {
      origin: 'http://evil.test',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });

  it('takes no WebSocket elsewhere', async () => {
    const { hostname, port } = new URL(web.url);
    const raw = connect(Number(port), hostname);
    raw.write(
      'GET /posts HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const [answer] = await once(raw, 'data');
    expect(String(answer)).toContain('404');
    raw.destroy();
  });
});

describe('faults', () => {
  it('answers a GraphQL error when the router is away, and ends the handshake of a socket', async () => {
    const alone = await startWebServer({ port: 0, folder: home, routerUrl: 'http://127.0.0.1:1' });
    const answer = await fetch(`${alone.url}/graphql`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'PLUGIN_UNAVAILABLE' } }],
    });
    const socket = new WebSocket(`${alone.url.replace('http', 'ws')}/graphql`);
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('502');
    await alone.stop();
  });

  it('names the variable when its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startWebServer({ port, folder: home, routerUrl: router.url })).rejects.toThrow(
      `Port ${port} of the web client is in use; choose another with WEB_PORT.`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  it('drains: not ready, then no new connection, then the answers under way, and streams last', async () => {
    const server = await startWebServer({
      port: 0,
      folder: join(home, 'site'),
      routerUrl: router.url,
      drain: { waitMs: 300, limitMs: 20_000 },
    });
    const health = async (path: string) => (await fetch(`${server.url}/health/${path}`)).status;
    expect([await health('live'), await health('ready')]).toEqual([200, 200]);
    const stream = await fetch(`${server.url}/graphql/stream`);
    const upload = openRequest(`${server.url}/graphql`, { method: 'POST' });
    const answered = once(upload, 'response');
    upload.write('half');
    await waitFor(() => router.requests.at(-1)?.url === '/graphql');
    let isStopped = false;
    const stopped = server.stop().then(() => {
      isStopped = true;
    });
    expect([await health('live'), await health('ready')]).toEqual([200, 503]);
    const isRefused = () =>
      health('live').then(
        () => false,
        () => true,
      );
    while (!(await isRefused()));
    expect(isStopped).toBe(false);
    upload.end(' and half');
    const [answer] = await answered;
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('half and half');
    await stopped;
    await expect(stream.text()).rejects.toThrow();
  });

  it('tells the router the address that a trusted proxy saw', async () => {
    const folder = join(home, 'site');
    const server = await startWebServer({
      port: 0,
      folder,
      routerUrl: router.url,
      trustProxy: true,
    });
    const headers = { 'x-forwarded-for': '6.6.6.6, 192.0.2.7' };
    await fetch(`${server.url}/files/a.png`, { headers });
    expect(router.requests.at(-1)?.headers['x-forwarded-for']).toBe('192.0.2.7');
    await server.stop();
  });

  it('stops although sockets and streams are open', async () => {
    const server = await startWebServer({ port: 0, folder: home, routerUrl: router.url });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
  });
});

async function waitFor(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
}
