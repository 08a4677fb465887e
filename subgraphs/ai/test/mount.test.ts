import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRegistryReader,
  createRegistryWriter,
  Manifest,
  type RegistryRecord,
  withPlatformHeader,
} from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFolderMounter } from '../src/adapters/mount/folder-mounter.ts';
import { type ForgeWorld, SLOW_MS, startForge, stopGates } from './support/forge-world.ts';

const root = mkdtempSync(join(tmpdir(), 'gestas-mount-'));
const records = new Map<string, string>();
const store = {
  get: async (key: string) => records.get(key) ?? null,
  scan: async () => records,
  set: async (key: string, value: string) => void records.set(key, value),
  delete: async (key: string) => records.delete(key),
};
const place = join(root, 'products');

/** Says, as a router does, what became of the folder that was placed. */
async function answer(refusal: RegistryRecord['lastRefusal']): Promise<void> {
  while (!existsSync(place)) await new Promise((resolve) => setTimeout(resolve, 20));
  const read = (file: string) => readFileSync(join(place, file), 'utf8');
  const seenAt = new Date().toISOString();
  await createRegistryWriter(store).put({
    manifest: Manifest.parse(JSON.parse(read('manifest.json'))),
    sdl: withPlatformHeader(read('schema.graphql')),
    instances: [
      { id: 'i', url: 'http://localhost:1/graphql', lastHeartbeatAt: seenAt, isLive: true },
    ],
    isRefused: refusal !== null,
    isServed: refusal === null,
    lastRefusal: refusal,
  });
}

let forge: ForgeWorld;
beforeAll(async () => {
  forge = await startForge({
    mounterOf: () =>
      createFolderMounter({
        root,
        registry: createRegistryReader(store),
        patienceMs: 2_000,
        pollMs: 20,
      }),
  });
});
afterAll(async () => {
  await forge.stop();
  await stopGates();
  rmSync(root, { recursive: true });
});

const ACCEPT = `mutation ($input: AcceptGenerationInput!) {
  acceptGeneration(input: $input) { generation { status } }
}`;
const MOUNT = `mutation ($input: MountGenerationInput!) {
  mountGeneration(input: $input) { generation { id status } plugin { name } }
}`;

type Viewer = Awaited<ReturnType<ForgeWorld['newViewer']>>;
const mount = (viewer: Viewer, id: string) => forge.execute(viewer, MOUNT, { input: { id } });
const errorOf = async (viewer: Viewer, id: string) => (await mount(viewer, id)).errors?.[0];

describe('mountGeneration', () => {
  let viewer: Viewer;
  let id = '';
  beforeAll(async () => {
    viewer = await forge.newViewer();
    ({ id } = await forge.generate(viewer, 'Crea un controlador de productos'));
  }, SLOW_MS);

  it('takes an accepted generation only, of the tenant, from whoever may mount', async () => {
    expect(await errorOf(viewer, id)).toMatchObject({ extensions: { code: 'CONFLICT' } });
    await forge.execute(viewer, ACCEPT, { input: { id } });
    const reviewer = { ...viewer, permissions: ['ai:generation:review', 'ai:generation:read'] };
    expect(await errorOf(reviewer, id)).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    const stranger = await forge.newViewer();
    expect(await errorOf(stranger, id)).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(readdirSync(root)).toEqual([]);
  });

  it('takes away what the graph refuses, says why, and leaves the generation accepted', async () => {
    const refusal = {
      at: new Date(Date.now() + 60_000).toISOString(),
      code: 'OWNERSHIP_CONFLICT',
      message: 'Product belongs to plugin-shop.',
      coordinates: ['Product'],
    };
    const [error] = await Promise.all([errorOf(viewer, id), answer(refusal)]);
    expect(error).toMatchObject({
      message: 'The graph refused plugin-products: Product belongs to plugin-shop.',
      extensions: { code: 'CONFLICT', refusal: 'OWNERSHIP_CONFLICT', coordinates: ['Product'] },
    });
    expect(readdirSync(root)).toEqual([]);
    expect((await forge.read(viewer, id)).status).toBe('ACCEPTED');
    records.clear();
  });

  it('takes away what no router serves in time', async () => {
    expect(await errorOf(viewer, id)).toMatchObject({
      message: expect.stringContaining('No router has served plugin-products in time'),
    });
    expect(readdirSync(root)).toEqual([]);
  });

  it('leaves alone a folder that is another’s', async () => {
    mkdirSync(place);
    expect(await errorOf(viewer, id)).toMatchObject({
      message: expect.stringContaining('There is a folder products already'),
    });
    expect(readdirSync(root)).toEqual(['products']);
    rmSync(place, { recursive: true });
  });

  it('places the whole folder, waits until it is served, and answers the same when asked again', async () => {
    const [{ data }] = await Promise.all([mount(viewer, id), answer(null)]);
    expect(data.mountGeneration).toEqual({
      generation: { id, status: 'MOUNTED' },
      plugin: { name: 'plugin-products' },
    });
    const { files } = await forge.read(viewer, id);
    for (const { path, content } of files)
      expect(readFileSync(join(place, path), 'utf8')).toBe(content);
    expect((await mount(viewer, id)).data.mountGeneration.generation.status).toBe('MOUNTED');
    expect(readdirSync(root)).toEqual(['products']);
    expect((await forge.emitted(viewer.tenantId)).at(-1)).toMatchObject({
      name: 'generation:finished',
      data: { runId: id, status: 'MOUNTED' },
    });
    const [row] = await forge.datasetRows(viewer.tenantId);
    expect(row?.outcome).toBe('MOUNTED');
  });

  it('is refused where no folder is watched', async () => {
    const mounter = createFolderMounter({ root: undefined, registry: createRegistryReader(store) });
    const plugin = { name: 'plugin-x', folder: 'x', files: [] };
    await expect(mounter.place(plugin)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
