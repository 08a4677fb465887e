import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveSchema } from './testing/serve-schema.ts';

let served: Awaited<ReturnType<typeof serveSchema>>;
beforeAll(async () => {
  served = await serveSchema();
});
afterAll(() => served.stop());

const COOKIE = 'theme=dark; __Host-gestas_refresh_s1s2s3=secret; gestas_refresh_x=short';
const QUERY = { query: '{ hello }' };

describe('a session cookie', () => {
  it('passes from the web client, from the router itself, and from what is no browser', async () => {
    expect((await served.post(QUERY, { cookie: COOKIE, origin: 'http://web.test' })).status).toBe(
      200,
    );
    expect((await served.post(QUERY, { cookie: COOKIE, origin: served.origin })).status).toBe(200);
    expect((await served.post(QUERY, { cookie: COOKIE })).status).toBe(200);
  });

  it.each([
    ['http://evil.test'],
    ['null'],
    ['http://web.test.evil.test'],
    ['https://web.test'],
    ['http://localhost:1'],
  ])('is refused with 403 from %s', async (origin) => {
    const response = await served.post(QUERY, { cookie: COOKIE, origin });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('FORBIDDEN');
  });

  it('is refused when the browser says that another site asks', async () => {
    const response = await served.post(QUERY, { cookie: COOKIE, 'sec-fetch-site': 'cross-site' });
    expect(response.status).toBe(403);
  });

  it('is not needed: a foreign page without one is only told apart by CORS', async () => {
    const response = await served.post(QUERY, { origin: 'http://evil.test' });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a GET', () => {
  const get = (headers: Record<string, string>) =>
    fetch(`${served.url}?query=${encodeURIComponent('{ hello }')}`, { headers });

  it('passes without cookies', async () => {
    expect((await get({})).status).toBe(200);
  });

  it('with a session cookie needs a header that takes a preflight', async () => {
    expect((await get({ cookie: COOKIE })).status).toBe(400);
    expect((await get({ cookie: COOKIE, 'apollo-require-preflight': '' })).status).toBe(400);
    expect((await get({ cookie: COOKIE, 'apollo-require-preflight': '1' })).status).toBe(200);
    expect((await get({ cookie: COOKIE, 'x-apollo-operation-name': 'A' })).status).toBe(200);
    expect((await get({ cookie: COOKIE, 'content-type': 'application/json' })).status).toBe(200);
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data'],
    ['nonsense'],
  ])('with the simple content type %s is refused', async (type) => {
    expect((await get({ 'content-type': type })).status).toBe(400);
  });
});
