import { createGraphFactory, createServiceTokenSigner } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { startManagedWorld } from './support/managed-world.ts';

const TENANT = '0195f0f0-0000-7000-8000-000000000002';
const OTHER = '0195f0f0-0000-7000-8000-000000000003';
const HEADER = 'x-gestas-service-token';

let world: Awaited<ReturnType<typeof startManagedWorld>>;
const keys = new Map<string, { own: JWK; enrolled: JWK }>();

beforeAll(async () => {
  for (const name of ['plugin-cms', 'plugin-system', 'plugin-ghost']) {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    keys.set(name, {
      own: await exportJWK(pair.privateKey),
      enrolled: await exportJWK(pair.publicKey),
    });
  }
  world = await startManagedWorld({
    findPluginKey: async (plugin) => keys.get(plugin)?.enrolled ?? null,
    uses: { 'plugin-cms': ['system:role:read'] },
  });
});
afterAll(() => world.stop());

const signerOf = (plugin: string, key = plugin) =>
  createServiceTokenSigner(plugin, keys.get(key)?.own ?? {});
const graphOf = (plugin: string, tenant = TENANT, key = plugin) =>
  createGraphFactory({ url: () => world.router.url, sign: signerOf(plugin, key) })(tenant);
const withToken = async (plugin: string, query: string, headers: Record<string, string> = {}) =>
  world.ask(query, { [HEADER]: await signerOf(plugin)(TENANT, 1), ...headers });

describe('a plugin that asks the graph', () => {
  it('is answered in the tenant it names, with the permissions it declares', async () => {
    const asked = await graphOf('plugin-cms').query('{ me { role } motto }');
    expect(asked).toEqual({ me: { role: 'admin' }, motto: 'everything is a plugin' });
    const viewer = world.plugins.system.calls.at(-1)?.viewer;
    expect(viewer).toMatchObject({ tenantId: TENANT, permissions: ['system:role:read'] });
    expect(viewer?.sessionId).toBe('service:1:plugin-cms');
    await graphOf('plugin-cms', OTHER).query('{ me { role } }');
    expect(world.plugins.system.calls.at(-1)?.viewer?.tenantId).toBe(OTHER);
  });

  it('has no permission it does not declare, its own included', async () => {
    const before = world.plugins.cms.calls.length;
    await expect(graphOf('plugin-cms').query('{ posts { title } }')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(graphOf('plugin-system').query('{ me { role } }')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(world.plugins.cms.calls).toHaveLength(before);
  });

  it('changes nothing', async () => {
    const before = world.plugins.cms.calls.length;
    const answer = await withToken('plugin-cms', 'mutation { createPost(title: "x") { id } }');
    expect(answer.codes).toEqual(['FORBIDDEN']);
    expect(await withToken('plugin-cms', 'mutation { logout }')).toMatchObject({
      status: 403,
      codes: ['FORBIDDEN'],
    });
    expect(world.plugins.cms.calls).toHaveLength(before);
  });

  it('is refused by a key that is not its own, or when nothing is enrolled or mounted', async () => {
    const query = '{ motto }';
    await expect(graphOf('plugin-cms', TENANT, 'plugin-system').query(query)).rejects.toMatchObject(
      {
        code: 'TOKEN_INVALID',
      },
    );
    await expect(graphOf('plugin-none', TENANT, 'plugin-cms').query(query)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await expect(graphOf('plugin-ghost').query(query)).rejects.toMatchObject({
      code: 'PLUGIN_UNAVAILABLE',
    });
  });
});

describe('a service token is worth nothing', () => {
  it('as an access token', async () => {
    const authorization = `Bearer ${await signerOf('plugin-cms')(TENANT, 1)}`;
    expect(await world.ask('{ motto }', { authorization })).toMatchObject({
      status: 401,
      codes: ['TOKEN_INVALID'],
    });
  });

  it.each([
    ['a browser’s origin', { origin: 'http://localhost:5173' }],
    ['a cookie', { cookie: 'gestas_refresh_s1s2s3=refresh-value' }],
    ['a session', { 'x-session': 's1s2s3' }],
  ])('beside %s', async (_what, headers) => {
    expect(await withToken('plugin-cms', '{ motto }', headers)).toMatchObject({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });

  it('beside an access token', async () => {
    const headers = await world.bearer();
    expect(await withToken('plugin-cms', '{ motto }', headers)).toMatchObject({ status: 400 });
  });

  it('for a stream', async () => {
    const answer = await withToken('plugin-cms', '{ motto }', { accept: 'text/event-stream' });
    expect(answer).toMatchObject({ status: 406, codes: ['BAD_REQUEST'] });
  });

  it('by GET', async () => {
    const token = await signerOf('plugin-cms')(TENANT, 1);
    const response = await fetch(`${world.router.url}?query={motto}`, {
      headers: { [HEADER]: token },
    });
    expect(response.status).toBe(400);
  });
});

it('an access token in the place of a service token is refused', async () => {
  expect(await world.ask('{ motto }', { [HEADER]: await world.token() })).toMatchObject({
    status: 401,
    codes: ['TOKEN_INVALID'],
  });
});

it('a person who claims to be a plugin is none', async () => {
  const headers = await world.bearer({ permissions: [], sid: 'service:1:plugin-cms' });
  const answer = await world.ask('{ me { role } }', headers);
  expect(answer.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
});
