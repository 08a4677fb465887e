import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveSchema } from './testing/serve-schema.ts';

let served: Awaited<ReturnType<typeof serveSchema>>;
beforeAll(async () => {
  served = await serveSchema();
});
afterAll(() => served.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${served.origin}${path}`, { headers, method });

describe('paths', () => {
  it('answers health, metrics and keys', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'live' });
    expect(await (await get('/health/ready')).json()).toEqual({
      status: 'ready',
      compositionId: 'schema',
    });
    expect(await (await get('/.well-known/jwks.json')).json()).toEqual({ keys: [] });
    await served.post({ query: '{ hello }' });
    await served.post({ query: '{ nothing }' });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('gestas_router_requests_total{kind="query",outcome="ok"}');
    expect(metrics).toContain('outcome="GRAPHQL_VALIDATION_FAILED"');
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
  });

  it('is 404 in JSON everywhere else', async () => {
    for (const path of [
      '/',
      '/graphql/',
      '/admin',
      '/__proto__',
      '/constructor',
      '/%2e%2e/etc/passwd',
    ]) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'NOT_FOUND' } }],
      });
    }
  });

  it('lets nothing but graphql be written to', async () => {
    expect((await get('/metrics', {}, 'POST')).status).toBe(405);
  });
});

describe('request ids', () => {
  it('echoes a well-formed one', async () => {
    const response = await get('/health/live', { 'x-request-id': 'req-2f1a.b:c_9' });
    expect(response.headers.get('x-request-id')).toBe('req-2f1a.b:c_9');
  });

  it.each([['short'], ['has spaces in it'], ['x'.repeat(200)], ['<script>alert(1)</script>']])(
    'replaces %s',
    async (id) => {
      const answered = (await get('/health/live', { 'x-request-id': id })).headers.get(
        'x-request-id',
      );
      expect(answered).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    get('/graphql', { origin, 'access-control-request-method': 'POST' }, 'OPTIONS');

  it('lets the allowed origin in, with credentials', async () => {
    const { status, headers } = await preflight('http://web.test');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('http://web.test');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    expect(headers.get('vary')).toBe('origin');
    const answer = await served.post({ query: '{ hello }' }, { origin: 'http://web.test' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://web.test');
  });

  it.each([
    ['http://evil.test'],
    ['null'],
    ['http://web.test.evil.test'],
    ['http://WEB.test'],
    ['*'],
  ])('keeps %s out', async (origin) => {
    const { headers } = await preflight(origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('access-control-allow-methods')).toBeNull();
  });
});

describe('headers', () => {
  it('bounds what comes in with 431', async () => {
    const response = await get('/health/live', { 'x-large': 'x'.repeat(17_000) });
    expect(response.status).toBe(431);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('secures what goes out', async () => {
    const { headers } = await served.post({ query: '{ hello }' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('the access log', () => {
  it('has a line per request, and no token, cookie, variable or query string', async () => {
    await fetch(
      `${served.url}?query=${encodeURIComponent('query Named { hello(name: "hidden") }')}`,
      {
        headers: { authorization: 'Bearer hidden', 'x-request-id': 'request-hidden-not' },
      },
    );
    const line = served.lines.find(({ requestId }) => requestId === 'request-hidden-not');
    expect(line).toMatchObject({
      msg: 'request',
      level: 'INFO',
      method: 'GET',
      path: '/graphql',
      status: 200,
      kind: 'query',
      operationName: 'Named',
      tenantId: null,
    });
    expect(JSON.stringify(line).replace('request-hidden-not', '')).not.toContain('hidden');
  });
});

describe('stopping', () => {
  it('is not ready, finishes what runs, and accepts no more', async () => {
    const stopping = await serveSchema();
    const before = stopping.callers.length;
    const slow = stopping.post({ query: '{ slow }' }).catch(() => 'cut');
    while (stopping.callers.length === before) await new Promise(setImmediate);
    const began = Date.now();
    const stopped = stopping.stop();
    await expect(fetch(`${stopping.origin}/health/live`)).rejects.toThrow();
    await stopped;
    expect(await slow).toBe('cut');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('names port and variable when the port is taken', async () => {
    await expect(serveSchema({ port: served.port })).rejects.toThrow(
      `port ${served.port}: it is taken. Free it, or set ROUTER_PORT.`,
    );
  });
});
