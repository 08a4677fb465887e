import { createLogger } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { callerOf } from '../limits/testing/check.ts';
import type { Caller } from '../pipeline.ts';
import { createPluginClient } from '../traffic/create-plugin-client.ts';
import type { PluginTransport } from '../traffic/plugin-target.ts';
import { createSender } from './send-fetch.ts';

const SILENT: PluginTransport = {
  kind: 'in-process',
  plugin: { handle: () => new Promise<never>(() => undefined) },
};
const NOBODY: PluginTransport = { kind: 'http', urls: ['http://localhost:1/graphql'] };

/** What is answered and logged when `plugin` is asked and only plugin-a exists, reached by `transport`. */
async function send(transport: PluginTransport, caller: Caller, plugin = 'plugin-a') {
  const lines: { level: string; plugin: string; failure: string }[] = [];
  const logger = createLogger('test', 'info', {
    write: (line) => void lines.push(JSON.parse(line)),
  });
  const plugins = [{ name: 'plugin-a', sessionCookies: false, transport }];
  const client = createPluginClient({ plugins, signer: null, logger });
  const sender = createSender({ client, caller, logger, onExtensions: () => undefined });
  const { faults } = await sender({
    plugin,
    operation: '{ ok }',
    operationName: undefined,
    variables: {},
    retryable: false,
  });
  await client.close();
  return {
    codes: faults.map(({ extensions }) => extensions.code),
    told: lines.map(({ level, plugin: of, failure }) => `${level} ${of} ${failure}`),
  };
}

describe('a fetch that brings nothing', () => {
  it('is told once, with what went wrong', async () => {
    expect(await send(NOBODY, callerOf())).toEqual({
      codes: ['PLUGIN_UNAVAILABLE'],
      told: ['WARN plugin-a refused'],
    });
  });

  it('is told when there is no such plugin any more', async () => {
    expect(await send(NOBODY, callerOf(), 'plugin-b')).toEqual({
      codes: ['PLUGIN_UNAVAILABLE'],
      told: ['WARN plugin-b unknown'],
    });
  });

  it('is no news when its caller has left', async () => {
    const caller = callerOf({ signal: AbortSignal.abort() });
    expect(await send(SILENT, caller)).toEqual({ codes: ['PLUGIN_UNAVAILABLE'], told: [] });
  });
});
