import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { PAGE, shareWebSite } from './testing/share-web-site.ts';
import { waitFor } from './testing/wait-for.ts';

const site = shareWebSite();

describe('proxy', () => {
  it('passes a request on with who asked, and the answer back with its cookies', async () => {
    const { router, web } = site();
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
    const { router, web } = site();
    await fetch(web.url + path);
    expect(router.requests.at(-1)?.url).toBe(path);
  });

  it('does not take a name that only begins alike', async () => {
    const { web } = site();
    expect(await (await fetch(`${web.url}/graphqlx`)).text()).toBe(PAGE);
  });

  it('hands over each part of an event stream as it comes, and ends it with the client', async () => {
    const { router, web } = site();
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
    const { router, web } = site();
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
    const { web } = site();
    const socket = new WebSocket(`${web.url.replace('http', 'ws')}/graphql`, {
      origin: 'http://evil.test',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });

  it('takes no WebSocket elsewhere', async () => {
    const { web } = site();
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
