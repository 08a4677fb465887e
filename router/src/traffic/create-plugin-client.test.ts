import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  INTERNAL_TOKEN_HEADER,
  type PluginRequest,
} from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { callerOf } from '../limits/testing/check.ts';
import { BEHAVIOURS } from './testing/fault-server.ts';
import {
  http,
  LIMITS,
  OK,
  REFUSED,
  UNAVAILABLE,
  usePluginClients,
} from './testing/use-plugin-clients.ts';

const { start, makeClient, clientOf } = usePluginClients();

describe('an instance', () => {
  it.each([
    ['hang', UNAVAILABLE],
    ['reset', UNAVAILABLE],
    ['cut', UNAVAILABLE],
    ['gateway', UNAVAILABLE],
    ['garbage', '<html>no</html>'],
    ['announced', 'PLUGIN_ANSWER_INVALID plugin-cms'],
    ['huge', 'PLUGIN_ANSWER_INVALID plugin-cms'],
  ] as const)('that does this is told apart: %s', async (name, expected) => {
    const { url } = await start(BEHAVIOURS[name]);
    const timeoutMs = name === 'hang' ? 300 : 5_000;
    const { send } = clientOf(http(url), { limits: { ...LIMITS, timeoutMs } });
    expect(await send(false)).toBe(expected);
  });

  it('that refuses, and a plugin nobody knows, are unavailable', async () => {
    const { send } = clientOf(http(REFUSED));
    expect(await send()).toBe(UNAVAILABLE);
    expect(await send(true, callerOf(), 'plugin-none')).toBe('PLUGIN_UNAVAILABLE plugin-none');
    expect(await clientOf(http()).send()).toBe(UNAVAILABLE);
  });

  it('is left when the client goes away, which is no fault of its', async () => {
    const { url, state } = await start(BEHAVIOURS.hang);
    const { client, send } = clientOf(http(url), { limits: { ...LIMITS, timeoutMs: 10_000 } });
    const leaving = new AbortController();
    const answers = Array.from({ length: 30 }, () =>
      send(true, callerOf({ signal: leaving.signal })),
    );
    while (state.requests.length < 30) await new Promise(setImmediate);
    leaving.abort();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([UNAVAILABLE]));
    expect(state.requests).toHaveLength(30);
    expect(client.breakerStates().get('plugin-cms')).toBe('closed');
  });

  it('gets no redirect followed', async () => {
    const target = await start();
    const { url } = await start(
      (_request, response) => void response.writeHead(302, { location: target.url }).end('moved'),
    );
    expect(await clientOf(http(url)).send()).toBe('moved');
    expect(target.state.requests).toHaveLength(0);
  });
});

describe('who is asking', () => {
  const viewer = {
    userId: '0195f0f0-0000-7000-8000-000000000001',
    tenantId: '0195f0f0-0000-7000-8000-000000000002',
    roleId: '0195f0f0-0000-7000-8000-000000000003',
    permissions: ['cms:*'],
    sessionId: 's1',
  };
  const session = {
    cookies: { gestas_refresh_abcdef: 'x' },
    address: '::1',
    userAgent: 'b',
    sessionHint: null,
  };

  it('goes along signed for one plugin, the session only to the one that may have it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const signer = createInternalTokenSigner(await exportJWK(privateKey));
    const publicJwk = await exportJWK(publicKey);
    const server = await start();
    const plugins = [
      { name: 'plugin-auth', sessionCookies: true, transport: http(server.url) },
      { name: 'plugin-cms', sessionCookies: false, transport: http(server.url) },
    ];
    const client = makeClient({ plugins, signer });
    const caller = callerOf({ viewer, session, forwardedHeaders: { 'x-odd': '1' } });
    for (const name of ['plugin-auth', 'plugin-auth', 'plugin-cms', 'plugin-cms']) {
      await client.send(name, '{}', caller, { retryable: true });
    }
    const [auth, authAgain, cms, cmsAgain] = server.state.requests.map(({ headers }) =>
      String(headers[INTERNAL_TOKEN_HEADER]),
    );
    const verifyFor = (name: string) => createInternalTokenVerifier(publicJwk, name);
    expect(await verifyFor('plugin-auth')(auth)).toEqual({ viewer, session });
    expect(await verifyFor('plugin-cms')(cms)).toEqual({ viewer });
    await expect(verifyFor('plugin-auth')(cms)).rejects.toThrow();
    expect(cmsAgain).toBe(cms);
    expect(authAgain).toBeDefined();
    const [first] = server.state.requests;
    expect(first?.headers).toMatchObject({
      'x-request-id': 'request-1',
      accept: 'application/json',
    });
    expect(first?.headers['x-odd']).toBeUndefined();
  });

  it('is a list of headers in static mode, and no token', async () => {
    const { url, state } = await start();
    const caller = callerOf({ viewer, session, forwardedHeaders: { 'x-tenant': 'demo' } });
    await clientOf(http(url)).send(true, caller);
    expect(state.requests[0]?.headers['x-tenant']).toBe('demo');
    expect(state.requests[0]?.headers[INTERNAL_TOKEN_HEADER]).toBeUndefined();
    expect(state.requests[0]?.headers.cookie).toBeUndefined();
  });
});

describe('a plugin in this process', () => {
  it('is called directly, with the same bounds', async () => {
    const seen: PluginRequest[] = [];
    const bodies = [OK, 'x'.repeat(17 * 1024 * 1024)];
    const plugin = {
      handle: async (request: PluginRequest) => {
        seen.push(request);
        const body = bodies.shift();
        return body === undefined ? new Promise<never>(() => undefined) : { status: 200, body };
      },
    };
    const { send } = clientOf({ kind: 'in-process', plugin });
    expect(await send()).toBe(OK);
    expect(seen[0]).toMatchObject({ body: '{"query":"{ ok }"}', requestId: 'request-1' });
    expect(await send()).toBe('PLUGIN_ANSWER_INVALID plugin-cms');
    expect(await send()).toBe(UNAVAILABLE);
    expect(seen[2]?.signal?.aborted).toBe(true);
  });
});

describe('metrics', () => {
  it('hear of each call', async () => {
    const heard: string[] = [];
    const { url } = await start();
    const { send } = clientOf(http(url), {
      onFetch: (plugin, outcome) => heard.push(`${plugin} ${outcome}`),
    });
    await send();
    expect(heard).toEqual(['plugin-cms ok']);
  });
});
