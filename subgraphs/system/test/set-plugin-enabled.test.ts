import { createQuarantineBook, createRegistryWriter, Manifest } from '@gestas/sdk';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

const SET = `mutation ($input: SetPluginEnabledInput!) {
  setPluginEnabled(input: $input) { plugin { name status quarantine { at reason } } }
}`;
const AT = '2026-11-24T12:00:00.000Z';
const RIGHT = ['system:plugin:update'];

let system: TestPlugin;
const tenants = { platform: '', demo: '' };
beforeAll(async () => {
  system = await startTestPlugin(definition);
  tenants.platform = (await system.database.createTenant('platform')).id;
  tenants.demo = (await system.database.createTenant()).id;
  await register('plugin-a');
  await register('plugin-auth', { sessionCookies: true });
  await register('plugin-system');
});
afterAll(() => system.stop());

async function register(name: string, more: object = {}) {
  const manifest = Manifest.parse({
    name,
    version: '1.2.3',
    description: 'x',
    platform: '^0.1.0',
    port: 0,
    database: { schema: 'x' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
    ...more,
  });
  const instance = { id: 'i1', url: 'http://localhost:1/graphql', lastHeartbeatAt: AT };
  await createRegistryWriter(system.keyValue).put({
    manifest,
    sdl: 'type Query',
    instances: [{ ...instance, isLive: true }],
    isRefused: false,
    isServed: true,
    lastRefusal: null,
  });
}

const set = (plugin: string, enabled: boolean, permissions = RIGHT, tenantId = tenants.platform) =>
  system.execute({ tenantId, permissions }, SET, { input: { plugin, enabled } });
const codeOf = async (answer: ReturnType<typeof set>) =>
  (await answer).errors?.[0]?.extensions?.code;
const book = () => createQuarantineBook(system.keyValue);

describe('setPluginEnabled', () => {
  it('lets a quarantined plugin in again, for every router, and is told and audited', async () => {
    const out = { at: AT, by: 'platform', reason: 'It ended.', contentHash: null } as const;
    await book().takeOut('plugin-a', out);
    const { data } = await set('plugin-a', true);
    const shown = { name: 'plugin-a', status: 'READY', quarantine: null };
    expect(data).toEqual({ setPluginEnabled: { plugin: shown } });
    expect(await book().find('plugin-a')).toMatchObject({ isOut: false, by: 'operator' });
    const event = { name: 'plugin:enabled', data: { plugin: 'plugin-a' } };
    expect(await system.emitted(tenants.platform)).toContainEqual(event);
    const deed = { action: 'setPluginEnabled', outcome: 'OK', target: 'Plugin:plugin-a' };
    expect(await system.audited(tenants.platform)).toContainEqual(expect.objectContaining(deed));
  });

  it('takes one out, until it is let in', async () => {
    const { data } = await set('plugin-a', false);
    expect(data.setPluginEnabled.plugin).toMatchObject({
      status: 'QUARANTINED',
      quarantine: { reason: 'An operator took it out.' },
    });
    expect(await book().find('plugin-a')).toMatchObject({ isOut: true, by: 'operator' });
    await set('plugin-a', true);
  });

  it('is the platform’s to decide, not a tenant’s, whatever its administrator may do', async () => {
    expect(await codeOf(set('plugin-a', false, ['*'], tenants.demo))).toBe('FORBIDDEN');
    expect(await codeOf(set('plugin-a', false, ['system:plugin:read']))).toBe('FORBIDDEN');
    expect((await book().find('plugin-a'))?.isOut).toBe(false);
    const refused = { action: 'setPluginEnabled', outcome: 'FORBIDDEN' };
    expect(await system.audited(tenants.demo)).toContainEqual(expect.objectContaining(refused));
  });

  it.each(['plugin-auth', 'plugin-system'])('does not take out %s', async (plugin) => {
    expect(await codeOf(set(plugin, false))).toBe('CONFLICT');
    expect(await codeOf(set(plugin, true))).toBeUndefined();
  });

  it('knows no others', async () => {
    expect(await codeOf(set('plugin-none', true))).toBe('NOT_FOUND');
    expect(await codeOf(set('', true))).toBe('BAD_USER_INPUT');
  });
});
