import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { auditServer } from 'graphql-http';
import { issueToken, signingKey } from '../../router/src/authentication/testing/issue-token.ts';
import { startManagedWorld } from './support/managed-world.ts';

let world: Awaited<ReturnType<typeof startManagedWorld>>;
beforeAll(async () => {
  world = await startManagedWorld();
});
afterAll(() => world.stop());

const seconds = () => Math.floor(Date.now() / 1000);
const expired = () => ({ iat: seconds() - 700, nbf: seconds() - 700, exp: seconds() - 100 });

it('passes all 61 audits of GraphQL over HTTP through the real chain', async () => {
  const results = await auditServer({ url: world.router.url });
  const faults = results
    .filter(({ status }) => status !== 'ok')
    .map(({ id, name }) => `${id} ${name}`);
  expect(faults).toEqual([]);
  expect(results).toHaveLength(61);
});

describe('a viewer', () => {
  it('is answered across plugins, within the rights of the token', async () => {
    const { data } = await world.ask(
      '{ me { name } posts { title author { name } } motto }',
      await world.bearer(),
    );
    expect(data).toEqual({
      me: { name: 'name of 0195f0f0-0000-7000-8000-000000000001' },
      posts: [{ title: 'Hello', author: { name: 'name of u1' } }],
      motto: 'everything is a plugin',
    });
    const lesser = await world.ask(
      '{ motto posts { title } }',
      await world.bearer({ permissions: [] }),
    );
    expect(lesser).toMatchObject({ status: 200, data: { motto: expect.any(String), posts: null } });
    expect(lesser.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  });

  it('is nobody without a token', async () => {
    const { data, codes } = await world.ask('{ motto posts { title } }');
    expect(data).toEqual({ motto: 'everything is a plugin', posts: null });
    expect(codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  });
});

describe('signing in', () => {
  it('sets the cookie and answers as the viewer just established', async () => {
    const answer = await world.ask('mutation { login(name: "admin") { viewer { name role } } }');
    expect(answer.data).toEqual({ login: { viewer: { name: 'name of u1', role: 'admin' } } });
    expect(answer.headers.getSetCookie()).toEqual([
      'gestas_refresh_s1s2s3=refresh-value; Max-Age=60; Path=/; HttpOnly; SameSite=Strict',
    ]);
  });

  it('masks what the plugin did not mean to say', async () => {
    const answer = await world.ask('mutation { login(name: "mallory") { accessToken } }');
    expect(JSON.stringify(answer)).not.toContain('not known');
    expect(answer.codes).toEqual(['INTERNAL_SERVER_ERROR']);
  });

  it('hands session cookies to the session plugin only', async () => {
    const cookie = 'gestas_refresh_s1s2s3=refresh-value; tracking=1';
    expect((await world.ask('mutation { peek }', { cookie })).data).toEqual({ peek: true });
    expect(Object.keys(world.plugins.auth.calls.at(-1)?.session?.cookies ?? {})).toEqual([
      'gestas_refresh_s1s2s3',
    ]);
    await world.ask('{ motto }', { cookie });
    expect(world.plugins.system.calls.at(-1)?.session).toBeUndefined();
  });

  it('refuses session cookies from a foreign origin', async () => {
    const headers = { cookie: 'gestas_refresh_s1s2s3=refresh-value', origin: 'http://evil.test' };
    expect(await world.ask('mutation { peek }', headers)).toMatchObject({
      status: 403,
      codes: ['FORBIDDEN'],
    });
    const own = { ...headers, origin: 'http://localhost:5173' };
    expect((await world.ask('mutation { peek }', own)).data).toEqual({ peek: true });
  });
});

describe('tokens', () => {
  it('that are forged are refused with 401, whatever is asked', async () => {
    const forged = await issueToken(await signingKey());
    const answer = await world.ask('{ motto }', { authorization: `Bearer ${forged}` });
    expect(answer).toMatchObject({ status: 401, codes: ['TOKEN_INVALID'] });
    expect(answer.data).toBeUndefined();
  });

  it('that have expired may sign in, and nothing else', async () => {
    const headers = await world.bearer(expired());
    expect(await world.ask('{ motto }', headers)).toMatchObject({
      status: 401,
      codes: ['TOKEN_EXPIRED'],
    });
    expect(await world.ask('{ unknown }', headers)).toMatchObject({
      status: 401,
      codes: ['TOKEN_EXPIRED'],
    });
    const both = 'mutation { logout createPost(title: "x") { id } }';
    expect(await world.ask(both, headers)).toMatchObject({ status: 401, codes: ['TOKEN_EXPIRED'] });
    expect((await world.ask('mutation { logout }', headers)).data).toEqual({ logout: true });
    const login = await world.ask('mutation { login(name: "admin") { viewer { name } } }', headers);
    expect(login.data).toMatchObject({ login: { viewer: { name: 'name of u1' } } });
  });

  it('of a revoked session are refused', async () => {
    const sid = '0195f0f0-0000-7000-8000-0000000000aa';
    world.values.set(`auth:deny:sid:${sid}`, '1');
    expect(await world.ask('{ motto }', await world.bearer({ sid }))).toMatchObject({
      status: 401,
      codes: ['SESSION_ENDED'],
    });
  });

  it('go on being accepted while the store is down', async () => {
    world.store.isDown = true;
    const began = performance.now();
    expect((await world.ask('{ me { id } }', await world.bearer({ sid: 'another' }))).status).toBe(
      200,
    );
    expect(performance.now() - began).toBeLessThan(2_000);
    world.store.isDown = false;
  });

  it('are verified with keys that anybody may read', async () => {
    const { keys } = (await (await fetch(`${world.origin}/.well-known/jwks.json`)).json()) as {
      keys: object[];
    };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});

describe('limits', () => {
  it.each([
    ['depth', `{ posts { author { ${'a { '.repeat(12)} b ${'}'.repeat(12)} } } }`],
    [
      'aliases',
      `{ ${Array.from({ length: 19 }, (_, i) => `a${i}: motto`).join(' ')} posts { ${Array.from({ length: 12 }, (_, i) => `b${i}: id`).join(' ')} } }`,
    ],
    ['rootFields', `{ ${'motto '.repeat(21)} }`],
    ['directives', `{ motto ${'@skip(if: false) '.repeat(11)} }`],
    ['cost', '{ posts(first: 20000) { title } }'],
    ['documentBytes', `{ motto } #${'x'.repeat(66_000)}`],
    [
      'introspectionRoots',
      '{ a: __schema { queryType { name } } b: __schema { queryType { name } } }',
    ],
  ])('refuse too much of %s', async (limit, query) => {
    const answer = await world.ask(query, await world.bearer());
    expect(answer).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      limit,
      value: expect.any(Number),
      maximum: expect.any(Number),
    });
  });

  it('refuse too many tokens', async () => {
    const answer = await world.ask(`{ motto ${', '.repeat(10)} ${'motto '.repeat(2_100)} }`);
    expect(answer.codes).toEqual(['LIMIT_EXCEEDED']);
    expect(answer.errors?.[0]?.extensions.maximum).toBe(2_000);
  });

  it('let GraphiQL ask for the schema', async () => {
    const { data } = await world.ask(getIntrospectionQuery());
    expect(data).toHaveProperty('__schema');
  });
});

describe('the access log', () => {
  it('names tenant, viewer and operation, and no secret', async () => {
    const headers = {
      ...(await world.bearer()),
      'x-request-id': 'request-for-the-log',
      cookie: 'gestas_refresh_s1s2s3=refresh-value',
    };
    await world.ask('query Mine { me { id } }', headers);
    const line = world.lines.find(({ requestId }) => requestId === 'request-for-the-log');
    expect(line).toMatchObject({
      operationName: 'Mine',
      tenantId: '0195f0f0-0000-7000-8000-000000000002',
      userId: '0195f0f0-0000-7000-8000-000000000001',
      status: 200,
    });
    const all = JSON.stringify(world.lines);
    expect(all).not.toContain('refresh-value');
    expect(all).not.toContain(headers.authorization.slice(7));
  });
});

describe('metrics', () => {
  it('count fetches per plugin and show breakers', async () => {
    const text = await (await fetch(`${world.origin}/metrics`)).text();
    expect(text).toMatch(
      /gestas_router_plugin_fetch_seconds_count\{plugin="plugin-system",outcome="ok"\} \d+/,
    );
    expect(text).toContain('gestas_router_breaker_state{plugin="plugin-cms"} 0');
    expect(text).toContain('gestas_router_compositions_total{outcome="ok"} 1');
  });
});
