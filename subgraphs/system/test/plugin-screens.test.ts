import { createRegistryWriter, Manifest, type RegistryRecord } from '@gestas/sdk';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

const SCREENS =
  '{ pluginScreens { id version navigation { path label { es en } icon } pages widgets } }';
const AT = '2026-11-24T12:00:00.000Z';
const text = { es: 'Notas', en: 'Notes' };
const readable = { title: text, permission: 'notes:note:read' };
const columns = [{ path: 'text', label: text }];
const ui = {
  navigation: [
    { path: '/posts', label: text },
    { path: '/x/notes/list', label: text, icon: 'note' },
    { path: '/x/notes/new', label: text },
  ],
  pages: [
    {
      kind: 'table',
      name: 'list',
      ...readable,
      document: '{ notes { nodes { id } } }',
      columns,
      detail: 'note',
      create: 'new',
      remove: { document: 'mutation { x }', permission: 'notes:note:delete' },
    },
    { kind: 'detail', name: 'note', ...readable, document: '{ note { id } }', columns },
    {
      kind: 'form',
      name: 'new',
      title: text,
      permission: 'notes:note:create',
      document: 'mutation { x }',
      fields: [{ name: 'text', label: text, input: 'text' }],
      next: 'list',
    },
  ],
  widgets: [
    { kind: 'stat', name: 'count', ...readable, document: '{ n }', path: 'n' },
    {
      kind: 'table',
      name: 'latest',
      title: text,
      permission: 'notes:note:create',
      document: '{ n }',
      columns,
      page: 'list',
    },
  ],
};

let system: TestPlugin;
let tenantId: string;
beforeAll(async () => {
  system = await startTestPlugin(definition);
  tenantId = (await system.database.createTenant()).id;
  await put('plugin-notes', ui);
  await put('plugin-plain', {});
  await put('plugin-refused', {}, { isRefused: true, isServed: false });
  await put('plugin-stopped', {}, { instances: [] });
});
afterAll(() => system.stop());

async function put(name: string, parts: object, rest: Partial<RegistryRecord> = {}) {
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
    ui: parts,
  });
  const instance = {
    id: 'i1',
    url: 'http://localhost:1/graphql',
    lastHeartbeatAt: AT,
    isLive: true,
  };
  const shared = { manifest, sdl: 'type Query', instances: [instance] };
  const record = { ...shared, isRefused: false, isServed: true };
  await createRegistryWriter(system.keyValue).put({ ...record, lastRefusal: null, ...rest });
}

const screensFor = async (permissions: readonly string[]) =>
  (await system.execute({ tenantId, permissions }, SCREENS)).data.pluginScreens;

describe('pluginScreens', () => {
  it('are all there is for who may do everything, and nothing of the client’s own pages', async () => {
    const [notes, ...others] = await screensFor(['*']);
    expect(others).toEqual([]);
    expect(notes).toMatchObject({ id: 'notes', version: '1.2.3', widgets: [{}, {}] });
    expect(notes.navigation).toEqual([
      { path: '/x/notes/list', label: text, icon: 'note' },
      { path: '/x/notes/new', label: text, icon: 'list' },
    ]);
    expect(notes.pages[0]).toMatchObject({ detail: 'note', create: 'new', remove: {} });
    expect(notes.pages[0].columns).toEqual([{ ...columns[0], format: 'text', values: [] }]);
  });

  it('are narrowed to what the viewer may see, links and ways to other pages too', async () => {
    const [notes] = await screensFor(['notes:note:read']);
    expect(notes.navigation.map(({ path }: { path: string }) => path)).toEqual(['/x/notes/list']);
    expect(notes.pages.map(({ name }: { name: string }) => name)).toEqual(['list', 'note']);
    expect(notes.pages[0].detail).toBe('note');
    expect(notes.pages[0]).not.toHaveProperty('create');
    expect(notes.pages[0]).not.toHaveProperty('remove');
    expect(notes.widgets).toHaveLength(1);
    const [maker] = await screensFor(['notes:*:create']);
    expect(maker.pages).toHaveLength(1);
    expect(maker.pages[0]).not.toHaveProperty('next');
    expect(maker.widgets[0]).not.toHaveProperty('page');
  });

  it('are none for who may see none, and need a session', async () => {
    expect(await screensFor(['cms:*'])).toEqual([]);
    const { errors } = await system.execute(null, SCREENS);
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['never accepted', { isRefused: true, isServed: false }, 0],
    ['refused in its upgrade, serving on,', { isRefused: true }, 1],
    ['refused in its upgrade, stopped,', { isRefused: true, instances: [] }, 0],
    ['stopped', { instances: [] }, 0],
    ['running', {}, 1],
  ])('of a %s plugin are %j', async (_status, rest, count) => {
    await put('plugin-notes', ui, rest);
    expect(await screensFor(['*'])).toHaveLength(count);
  });
});
