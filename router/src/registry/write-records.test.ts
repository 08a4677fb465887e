import { createRegistryReader, createRegistryWriter, withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { memoryKeyValue } from '../../../packages/sdk/src/registry/testing/memory-key-value.ts';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import type { KnownInstance } from './create-lease-book.ts';
import { toCandidate } from './restore-plugins.ts';
import { createRecordWriter } from './write-records.ts';

const of = (version: string) =>
  toCandidate(sampleManifest({ name: 'plugin-a', version }), withPlatformHeader('type Query'));
const live: KnownInstance = {
  id: 'i',
  plugin: 'plugin-a',
  url: 'http://localhost:1/graphql',
  contentHash: 'x',
  startedAt: 0,
  lastHeartbeatAt: 0,
  isLive: true,
};
const [first, second] = [of('1.0.0'), of('2.0.0')];

describe('what is written of a plugin', () => {
  it.each([
    ['that was taken', first, null, '1.0.0', true, 'READY'],
    ['whose upgrade was refused: what serves on', first, second, '1.0.0', true, 'REFUSED'],
    ['that never was: what was refused', null, second, '2.0.0', false, 'REFUSED'],
  ] as const)('%s', async (_what, accepted, refused, version, isServed, status) => {
    const store = memoryKeyValue();
    const write = createRecordWriter(createRegistryWriter(store));
    await write(new Map([['plugin-a', { accepted, refused, lastRefusal: null }]]), [live], true);
    const reader = createRegistryReader(store);
    expect(await reader.find('plugin-a')).toMatchObject({ version, isServed, status });
    await write(new Map(), [], true);
    expect(await reader.find('plugin-a')).toBeNull();
  });
});
