import {
  createQuarantineBook,
  createRegistryWriter,
  Manifest,
  type RegistryRecord,
} from '@gestas/sdk';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

const PLUGINS = `{ plugins {
  name version status permissions instances { id url lastHeartbeatAt } quarantine { at reason } entities { name part } lastRefusal { at code message coordinates }
} }`;
const AT = '2026-11-24T12:00:00.000Z';

let system: TestPlugin;
let tenantId: string;
beforeAll(async () => {
  system = await startTestPlugin(definition);
  tenantId = (await system.database.createTenant()).id;
});
afterAll(() => system.stop());

function recordOf(name: string, rest: Partial<RegistryRecord> = {}): RegistryRecord {
  const manifest = Manifest.parse({
    name,
    version: '1.2.3',
    description: 'x',
    platform: '^0.1.0',
    port: 0,
    database: { schema: 'x' },
    owns: [],
    permissions: [{ name: 'x:thing:read', description: { es: 'x', en: 'x' } }],
    emits: [],
    consumes: [],
  });
  const instance = {
    id: 'i1',
    url: 'http://localhost:1/graphql',
    lastHeartbeatAt: AT,
    isLive: true,
  };
  const record = {
    manifest,
    sdl: 'type A @key(fields: "id") { id: ID! }',
    instances: [instance],
    isRefused: false,
    isServed: true,
  };
  return { ...record, lastRefusal: null, ...rest };
}

const viewer = (permissions: readonly string[]) => ({ tenantId, permissions });

describe('plugins', () => {
  it('are none before a router wrote any', async () => {
    const { data } = await system.execute(viewer(['system:plugin:read']), PLUGINS);
    expect(data).toEqual({ plugins: [] });
  });

  it('are listed by name with health, permissions and the last refusal', async () => {
    const writer = createRegistryWriter(system.keyValue);
    const lastRefusal = {
      at: AT,
      code: 'SDL_TOO_LARGE',
      message: 'too large',
      coordinates: ['A.b'],
    };
    await writer.put(recordOf('plugin-b', { isRefused: true, lastRefusal }));
    await writer.put(recordOf('plugin-a'));
    const { data } = await system.execute(viewer(['system:plugin:read']), PLUGINS);
    const instances = [{ id: 'i1', url: 'http://localhost:1/graphql', lastHeartbeatAt: AT }];
    const entities = [{ name: 'A', part: 'CONTRIBUTOR' }];
    const quarantine = null;
    const permissions = ['x:thing:read'];
    const common = { version: '1.2.3', permissions, instances, entities, quarantine };
    expect(data.plugins).toEqual([
      { name: 'plugin-a', status: 'READY', lastRefusal: null, ...common },
      { name: 'plugin-b', status: 'REFUSED', lastRefusal, ...common },
    ]);
  });

  it('say since when and why one is taken out', async () => {
    const reason = 'It ended four times within a minute: Error: boom (src/index.ts:1)';
    const book = createQuarantineBook(system.keyValue);
    await book.takeOut('plugin-a', { at: AT, by: 'platform', reason, contentHash: null });
    const { data } = await system.execute(viewer(['system:plugin:read']), PLUGINS);
    const shown = { status: 'QUARANTINED', quarantine: { at: AT, reason } };
    expect(data.plugins[0]).toMatchObject(shown);
    await book.letIn('plugin-a', { at: AT, by: 'platform', reason: 'It changed.' });
  });

  it('need system:plugin:read', async () => {
    const { errors } = await system.execute(viewer(['system:*:write']), PLUGINS);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('referred to by others are resolved for who may see them', async () => {
    await createRegistryWriter(system.keyValue).put(recordOf('plugin-a'));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Plugin { name status } } }`;
    const of = ['plugin-a', 'plugin-none'].map((name) => ({ __typename: 'Plugin', name }));
    const seen = await system.execute(viewer(['system:*']), query, { of });
    expect(seen.data._entities).toEqual([{ name: 'plugin-a', status: 'READY' }, null]);
    const unseen = await system.execute(viewer([]), query, { of });
    expect(unseen.data._entities).toEqual([null, null]);
  });
});
