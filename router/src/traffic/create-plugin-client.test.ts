import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  createLogger,
  INTERNAL_TOKEN_HEADER,
  type PluginRequest,
} from '@gestas/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { callerOf } from '../limits/testing/check.ts';
import type { Caller } from '../pipeline.ts';
import { createPluginClient, type PluginClientOptions } from './create-plugin-client.ts';
import type { PluginTransport } from './plugin-target.ts';
import { BEHAVIOURS, type Behaviour, startFaultServer } from './testing/fault-server.ts';

const REFUSED = 'http://localhost:1/graphql';
const LIMITS = { timeoutMs: 300, maxAnswerBytes: 16 * 1024 * 1024 };
const logger = createLogger('test', 'error', { write: () => undefined });
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(behaviour?: Behaviour) {
  const server = await startFaultServer(behaviour);
  closing.push(server.stop);
  return server;
}

function clientOf(transport: PluginTransport, options: Partial<PluginClientOptions> = {}) {
  const plugins = [{ name: 'plugin-cms', sessionCookies: false, transport }];
  const client = createPluginClient({ plugins, signer: null, logger, limits: LIMITS, ...options });
  closing.unshift(client.close);
  const send = (retryable = true, caller: Caller = callerOf(), plugin = 'plugin-cms') =>
    client.send(plugin, '{"query":"{ ok }"}', caller, { retryable }).then(
      ({ body }) => body,
      (error: { code: string; extensions: { plugin: string } }) =>
        `${error.code} ${error.extensions.plugin}`,
    );
  return { client, send };
}

const http = (...urls: string[]): PluginTransport => ({ kind: 'http', urls });
const OK = '{"data":{"ok":true}}';
const UNAVAILABLE = 'PLUGIN_UNAVAILABLE plugin-cms';

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

describe('retries', () => {
  it('send a query once more, to another instance', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.cut)];
    for (const order of [
      [bad.url, good.url],
      [REFUSED, good.url],
    ]) {
      expect(await clientOf(http(...order)).send()).toBe(OK);
    }
    expect(bad.state.requests).toHaveLength(1);
  });

  it('send a query once more to the only instance, if it can’t have answered', async () => {
    const { url, state } = await start((request, response, body) => {
      const behaviour: Behaviour = state.requests.length === 1 ? BEHAVIOURS.reset : BEHAVIOURS.ok;
      behaviour(request, response, body);
    });
    expect(await clientOf(http(url)).send()).toBe(OK);
    expect(state.requests).toHaveLength(2);
    const slow = await start(BEHAVIOURS.hang);
    expect(await clientOf(http(slow.url)).send()).toBe(UNAVAILABLE);
    expect(slow.state.requests).toHaveLength(1);
  });

  it('never send a mutation again', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.reset)];
    expect(await clientOf(http(bad.url, good.url)).send(false)).toBe(UNAVAILABLE);
    expect([bad.state.requests.length, good.state.requests.length]).toEqual([1, 0]);
  });

  it('are a tenth of the requests', async () => {
    const bad = await start(BEHAVIOURS.reset);
    const { send } = clientOf(http(bad.url), { now: () => 0 });
    for (let i = 0; i < 100; i += 1) await send();
    expect(bad.state.requests.length).toBeLessThan(100);
  });
});

describe('the breaker', () => {
  it('opens at once on a refused connection, and closes after a good call 5 s later', async () => {
    let now = 0;
    const server = await start();
    const { client, send } = clientOf(http(REFUSED), { now: () => now });
    await send(false);
    expect(client.breakerStates().get('plugin-cms')).toBe('open');
    now = 5_000;
    expect(client.breakerStates().get('plugin-cms')).toBe('half-open');
    await send(false);
    expect(client.breakerStates().get('plugin-cms')).toBe('open');
    client.setPlugins([{ name: 'plugin-cms', sessionCookies: false, transport: http(server.url) }]);
    expect(await send()).toBe(OK);
  });

  it('opens at half of 20 calls failing, and spares the instance then', async () => {
    const { url, state } = await start(BEHAVIOURS.gateway);
    const { send } = clientOf(http(url), { now: () => 0 });
    for (let i = 0; i < 60; i += 1) await send(false);
    expect(state.requests).toHaveLength(20);
  });

  it('sends everything to the instances that are well', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.gateway)];
    const { send } = clientOf(http(bad.url, good.url), { now: () => 0 });
    const answers: string[] = [];
    for (let i = 0; i < 100; i += 1) answers.push(await send());
    expect(answers.filter((answer) => answer === OK).length).toBeGreaterThan(75);
    expect(bad.state.requests.length).toBeLessThanOrEqual(20);
  });
});

describe('balancing', () => {
  it('prefers the instance with the least outstanding requests', async () => {
    const [slow, fast] = [await start(BEHAVIOURS.hang), await start()];
    const { send } = clientOf(http(slow.url, fast.url), {
      limits: { ...LIMITS, timeoutMs: 5_000 },
    });
    const leaving = new AbortController();
    const stuck = send(true, callerOf({ signal: leaving.signal }));
    while (slow.state.requests.length === 0) await new Promise(setImmediate);
    for (let i = 0; i < 10; i += 1) expect(await send()).toBe(OK);
    expect(slow.state.requests).toHaveLength(1);
    leaving.abort();
    await stuck;
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
    const client = createPluginClient({ plugins, signer, logger });
    closing.unshift(client.close);
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
