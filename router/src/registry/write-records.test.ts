import { createLogger, createRegistryReader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { memoryKeyValue } from '../../../packages/sdk/src/registry/testing/memory-key-value.ts';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import type { KnownInstance } from './create-lease-book.ts';
import type { Mounted } from './create-mounter.ts';
import { toCandidate } from './restore-plugins.ts';
import { createRecordWriter, type RecordWriterOptions } from './write-records.ts';

const NAME = 'plugin-a';
const refusal = { at: '2026-11-24T12:00:00.000Z', code: 'NO', message: 'no', coordinates: [] };
const candidate = (version = '0.1.0') =>
  toCandidate(sampleManifest({ name: NAME, version }), 'type Query { a: Int }');
const mounted = (given: Partial<Mounted> = {}) =>
  new Map([[NAME, { accepted: candidate(), refused: null, lastRefusal: null, ...given }]]);
const live = (id: string, isLive = true, lastHeartbeatAt = 0): KnownInstance => ({
  ...{ plugin: NAME, url: `http://localhost/${id}`, contentHash: '', startedAt: 0 },
  ...{ id, isLive, lastHeartbeatAt },
});

/** Routers over one store; what each announces, with what the store said at that moment. */
function world() {
  const keyValue = memoryKeyValue();
  const reader = createRegistryReader(keyValue);
  const told: string[] = [];
  const announcing = { isDown: false };
  const announce: RecordWriterOptions['announce'] = async (name, data) => {
    if (announcing.isDown) throw new Error('the database is away');
    const { plugin, version, status } = data as Record<string, string>;
    const known = await reader.findLast(plugin ?? '');
    told.push(`${name} ${plugin} ${version} ${status}, is ${known?.status} ${known?.version}`);
  };
  const logger = createLogger('test', 'error', { write: () => undefined });
  const router = () => createRecordWriter({ keyValue, announce, logger });
  const heard = () => told.splice(0);
  return { router, heard, announcing, reader, keyValue };
}

const READY = 'plugin:changed plugin-a 0.1.0 READY, is READY 0.1.0';
const UNAVAILABLE = 'plugin:changed plugin-a 0.1.0 UNAVAILABLE, is UNAVAILABLE 0.1.0';

describe('the records of plugins', () => {
  it('are announced after they were written, once for each change and never for a heartbeat', async () => {
    const { router, heard } = world();
    const write = router();
    await write(mounted(), [live('1')], false);
    expect(heard()).toEqual([READY]);
    await write(mounted(), [live('1', true, 30_000)], true);
    await write(mounted(), [live('1', true, 60_000)], false);
    expect(heard()).toEqual([]);
    await write(mounted(), [live('1'), live('2')], false);
    expect(heard()).toEqual([READY]);
    await write(mounted(), [live('1'), live('2', false)], false);
    expect(heard()).toEqual(['plugin:changed plugin-a 0.1.0 DEGRADED, is DEGRADED 0.1.0']);
    await write(mounted({ accepted: candidate('0.2.0') }), [live('1')], false);
    expect(heard()).toEqual(['plugin:changed plugin-a 0.2.0 READY, is READY 0.2.0']);
    await write(mounted(), [], false);
    expect(heard()).toEqual([UNAVAILABLE]);
  });

  it('tell of a refusal once, however often it is said', async () => {
    const { router, heard } = world();
    const write = router();
    const refused = (at: string) =>
      mounted({ refused: candidate('0.2.0'), lastRefusal: { ...refusal, at } });
    await write(refused('2026-11-24T12:00:00.000Z'), [live('1')], false);
    await write(refused('2026-11-24T12:00:03.000Z'), [live('1')], false);
    expect(heard()).toEqual(['plugin:changed plugin-a 0.1.0 REFUSED, is REFUSED 0.1.0']);
  });

  it('are told of by one of several routers, whatever order they know instances in', async () => {
    const { router, heard } = world();
    const [one, two] = [router(), router()];
    const instances = [live('1'), live('2')];
    await one(mounted(), instances, false);
    await two(mounted(), [...instances].reverse(), false);
    await one(mounted(), instances, true);
    expect(heard()).toEqual([READY]);
    await one(new Map(), [], false);
    await two(new Map(), [], false);
    expect(heard()).toEqual([UNAVAILABLE]);
  });

  it('of one that left are gone at once, and told as what does not answer', async () => {
    const { router, heard, reader } = world();
    const write = router();
    await write(mounted(), [live('1')], false);
    heard();
    await write(new Map(), [], false);
    expect(heard()).toEqual([UNAVAILABLE]);
    expect(await reader.list()).toEqual([]);
    await write(mounted(), [live('1')], false);
    expect(heard()).toEqual([READY]);
  });

  it('are announced at the next look when that failed, as they are by then', async () => {
    const { router, heard, announcing } = world();
    const write = router();
    announcing.isDown = true;
    await write(mounted(), [live('1')], false);
    await write(mounted(), [], false);
    announcing.isDown = false;
    await write(mounted(), [], false);
    expect(heard()).toEqual([UNAVAILABLE]);
    await write(mounted(), [], true);
    expect(heard()).toEqual([]);
  });
});
