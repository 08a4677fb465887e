import { readFile } from 'node:fs/promises';
import { createRegistryWriter, Manifest, withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { checkComposition } from '../src/gates/check-composition.ts';
import { contentOf } from '../src/gates/gate.ts';
import { createReadLiveGraph } from '../src/graph/read-live-graph.ts';
import { sound } from './support/change-candidate.ts';

const ROOT = 'subgraphs';

/** A store that holds what a router writes of two plugins. */
async function registeredStore() {
  const records = new Map<string, string>();
  const writer = createRegistryWriter({
    set: async (key, value) => void records.set(key, value),
    delete: async (key) => records.delete(key),
  });
  for (const folder of ['cms', 'system']) {
    const read = (file: string) => readFile(`${ROOT}/${folder}/${file}`, 'utf8');
    await writer.put({
      manifest: Manifest.parse(JSON.parse(await read('manifest.json'))),
      sdl: withPlatformHeader(await read('schema.graphql')),
      instances: [],
      isRefused: false,
      isServed: true,
      lastRefusal: null,
    });
  }
  return { get: async (key: string) => records.get(key) ?? null, scan: async () => records };
}

describe('the live graph', () => {
  it('is what routers registered, or the folders before any has, and a candidate composes with either', async () => {
    const nothing = { get: async () => null, scan: async () => new Map<string, string>() };
    const [registered, folders] = await Promise.all(
      [await registeredStore(), nothing].map((store) => createReadLiveGraph(ROOT)(store)()),
    );
    expect(registered?.map(({ name }) => name)).toEqual(['plugin-cms', 'plugin-system']);
    expect(folders?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['plugin-auth', 'plugin-cms', 'plugin-system']),
    );
    const own = {
      name: 'plugin-products',
      sdl: withPlatformHeader(contentOf(sound(), 'schema.graphql') ?? ''),
    };
    const manifest = contentOf(sound(), 'manifest.json') ?? '';
    for (const live of [registered, folders])
      expect(checkComposition([...(live ?? []), own], own.name, manifest, [])).toEqual([]);
  });
});
