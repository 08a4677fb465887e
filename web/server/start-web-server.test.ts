import { once } from 'node:events';
import { createServer, request as openRequest } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { startWebServer } from './start-web-server.ts';
import { PAGE, shareWebSite } from './testing/share-web-site.ts';
import { waitFor } from './testing/wait-for.ts';

const site = shareWebSite();

/** Sends a path exactly as written, which fetch would tidy up first. */
async function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(site().web.url);
  const sent = openRequest({ hostname, port, path });
  sent.end();
  const [answer] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode, body: Buffer.concat(chunks).toString() };
}

describe('files', () => {
  it('serves the page for every route, never cached, with a strict policy', async () => {
    const { web } = site();
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
    const { web } = site();
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
    const { web } = site();
    const head = await fetch(`${web.url}/favicon.svg`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await fetch(`${web.url}/posts`, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['/assets/gone.js', '/gone.svg'])('answers 404 for the missing %s', async (path) => {
    const { web } = site();
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

describe('faults', () => {
  it('answers a GraphQL error when the router is away, and ends the handshake of a socket', async () => {
    const { home } = site();
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
    const { home, router } = site();
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
    const { folder, router } = site();
    const server = await startWebServer({
      port: 0,
      folder,
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
    const { folder, router } = site();
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
    const { home, router } = site();
    const server = await startWebServer({ port: 0, folder: home, routerUrl: router.url });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
  });
});
