import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '../events/event-log.ts';
import { createRegistryReader } from './create-registry-reader.ts';
import { createRegistryWriter } from './create-registry-writer.ts';
import { createQuarantineBook, ringRegistry } from './quarantine.ts';
import { memoryKeyValue } from './testing/memory-key-value.ts';
import { sampleManifest } from './testing/sample-manifest.ts';

const AT = '2026-11-24T12:00:00.000Z';
const OUT = {
  at: AT,
  by: 'platform',
  reason: 'It ended 4 times within a minute.',
  contentHash: 'a'.repeat(64),
} as const;
const IN = { at: AT, by: 'operator', reason: 'mended' } as const;

describe('the book of who is taken out', () => {
  it('keeps since when and why, until the plugin is let in', async () => {
    const book = createQuarantineBook(memoryKeyValue());
    expect(await book.find('plugin-a')).toBeNull();
    await book.takeOut('plugin-a', OUT);
    expect(await book.find('plugin-a')).toEqual({ isOut: true, ...OUT });
    await book.letIn('plugin-a', IN);
    const entry = { isOut: false, ...IN, contentHash: null };
    expect(await book.list()).toEqual(new Map([['plugin-a', entry]]));
  });

  it('does not let anybody in by time, and passes over what is damaged', async () => {
    let now = 0;
    const store = memoryKeyValue(() => now);
    const book = createQuarantineBook(store);
    await book.takeOut('plugin-a', OUT);
    await store.set('registry:quarantine:plugin-b', '{');
    now = 365 * 86_400_000;
    expect([...(await book.list()).keys()]).toEqual(['plugin-a']);
  });

  it('is what readers of the registry see, whatever the instances do', async () => {
    const store = memoryKeyValue();
    const instance = { id: 'i', url: 'http://localhost:1/graphql', lastHeartbeatAt: AT };
    await createRegistryWriter(store).put({
      manifest: sampleManifest({ name: 'plugin-a' }),
      sdl: '',
      instances: [{ ...instance, isLive: true }],
      isRefused: false,
      isServed: true,
      lastRefusal: null,
    });
    const reader = createRegistryReader(store);
    await createQuarantineBook(store).takeOut('plugin-a', OUT);
    const { at, reason } = OUT;
    const shown = { status: 'QUARANTINED', quarantine: { at, reason } };
    expect(await reader.find('plugin-a')).toMatchObject(shown);
    expect(await reader.list()).toMatchObject([shown]);
    await createQuarantineBook(store).letIn('plugin-a', IN);
    expect(await reader.find('plugin-a')).toMatchObject({ status: 'READY', quarantine: null });
  });

  it('rings as a plugin does that leaves', async () => {
    const rung: EventEnvelope[] = [];
    await ringRegistry({ ring: async (event) => void rung.push(event) });
    expect(rung).toMatchObject([{ name: 'plugin:stopped', data: {} }]);
  });
});
