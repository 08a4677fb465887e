import { describe, expect, it } from '@jest/globals';
import { createRegistryReader } from './create-registry-reader.ts';
import { createRegistryWriter } from './create-registry-writer.ts';
import type { RegistryRecord } from './registered-plugin.ts';
import { memoryKeyValue } from './testing/memory-key-value.ts';
import { sampleManifest } from './testing/sample-manifest.ts';

const refusal = {
  at: '2026-11-24T12:00:00.000Z',
  code: 'SDL_TOO_LARGE',
  message: 'no',
  coordinates: [],
};

function recordOf(name: string, lives: readonly boolean[], rest: Partial<RegistryRecord> = {}) {
  const instances = lives.map((isLive, index) => ({
    id: `i${index}`,
    url: `http://localhost:${index}/graphql`,
    lastHeartbeatAt: '2026-11-24T12:00:00.000Z',
    isLive,
  }));
  const manifest = sampleManifest({ name });
  const record = { manifest, sdl: 'type Query { a: Int }', instances, isRefused: false };
  return { ...record, lastRefusal: null, ...rest };
}

describe('the registry reader', () => {
  it.each([
    ['READY', [true, true], {}],
    ['DEGRADED', [true, false], {}],
    ['UNAVAILABLE', [false], {}],
    ['UNAVAILABLE', [], {}],
    ['REFUSED', [true], { isRefused: true, lastRefusal: refusal }],
  ])('says %s', async (status, lives, rest) => {
    const store = memoryKeyValue();
    await createRegistryWriter(store).put(recordOf('plugin-a', lives, rest));
    const plugin = await createRegistryReader(store).find('plugin-a');
    expect(plugin).toMatchObject({ name: 'plugin-a', version: '0.1.0', status });
    expect(plugin?.instances).toHaveLength(lives.length);
  });

  it('keeps a refusal that a better registration followed', async () => {
    const store = memoryKeyValue();
    await createRegistryWriter(store).put(recordOf('plugin-a', [true], { lastRefusal: refusal }));
    const plugin = await createRegistryReader(store).find('plugin-a');
    expect(plugin).toMatchObject({ status: 'READY', lastRefusal: refusal });
  });

  it('lists plugins by name, without what is damaged or removed', async () => {
    const store = memoryKeyValue();
    const writer = createRegistryWriter(store);
    for (const name of ['plugin-c', 'plugin-a', 'plugin-b'])
      await writer.put(recordOf(name, [true]));
    await store.set('registry:plugin:plugin-x', '{"manifest":');
    await store.set('registry:plugin:plugin-y', '{"manifest":{}}');
    await writer.remove(recordOf('plugin-b', [true]));
    const reader = createRegistryReader(store);
    expect((await reader.list()).map(({ name }) => name)).toEqual(['plugin-a', 'plugin-c']);
    expect(await reader.find('plugin-b')).toBeNull();
    expect(await reader.find('plugin-x')).toBeNull();
  });

  it('knows one that left for a minute, as what does not answer, and then no more', async () => {
    let now = 0;
    const store = memoryKeyValue(() => now);
    const [reader, writer] = [createRegistryReader(store), createRegistryWriter(store)];
    const record = recordOf('plugin-a', [true], { isRefused: true, lastRefusal: refusal });
    await writer.put(record);
    expect(await reader.findLast('plugin-a')).toMatchObject({ status: 'REFUSED' });
    await writer.remove(record);
    const left = { status: 'UNAVAILABLE', version: '0.1.0', instances: [] };
    expect(await reader.findLast('plugin-a')).toMatchObject(left);
    expect([await reader.find('plugin-a'), await reader.list()]).toEqual([null, []]);
    now = 60_000;
    expect(await reader.findLast('plugin-a')).toBeNull();
  });
});
