import { createLogger } from '@gestas/sdk';
import { afterEach } from '@jest/globals';
import { callerOf } from '../../limits/testing/check.ts';
import type { Caller } from '../../pipeline.ts';
import { createPluginClient, type PluginClientOptions } from '../create-plugin-client.ts';
import type { PluginTransport } from '../plugin-target.ts';
import { type Behaviour, startFaultServer } from './fault-server.ts';

/** Where nobody listens. */
export const REFUSED = 'http://localhost:1/graphql';
/** What a client of a test puts up with, unless told otherwise. */
export const LIMITS = { timeoutMs: 300, maxAnswerBytes: 16 * 1024 * 1024 };
/** What `send` tells of a good answer. */
export const OK = '{"data":{"ok":true}}';
/** What `send` tells when plugin-cms brought nothing. */
export const UNAVAILABLE = 'PLUGIN_UNAVAILABLE plugin-cms';

const logger = createLogger('test', 'error', { write: () => undefined });

/** A plugin behind these addresses. */
export const http = (...urls: string[]): PluginTransport => ({ kind: 'http', urls });

/** Makes plugins and clients for the tests of a file; after each test clients are closed, then their plugins. */
export function usePluginClients() {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Starts a plugin that behaves like this, or well. */
  async function start(behaviour?: Behaviour) {
    const server = await startFaultServer(behaviour);
    closing.push(server.stop);
    return server;
  }

  /** A client that logs nowhere. */
  function makeClient(options: Omit<PluginClientOptions, 'logger'>) {
    const client = createPluginClient({ logger, ...options });
    closing.unshift(client.close);
    return client;
  }

  /** A client of plugin-cms alone; `send` tells the body that came, or the error's code and plugin. */
  function clientOf(transport: PluginTransport, options: Partial<PluginClientOptions> = {}) {
    const plugins = [{ name: 'plugin-cms', sessionCookies: false, transport }];
    const client = makeClient({ plugins, signer: null, limits: LIMITS, ...options });
    const send = (retryable = true, caller: Caller = callerOf(), plugin = 'plugin-cms') =>
      client.send(plugin, '{"query":"{ ok }"}', caller, { retryable }).then(
        ({ body }) => body,
        (error: { code: string; extensions: { plugin: string } }) =>
          `${error.code} ${error.extensions.plugin}`,
      );
    return { client, send };
  }

  return { start, makeClient, clientOf };
}
