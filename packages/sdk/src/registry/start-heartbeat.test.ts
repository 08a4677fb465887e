import { afterEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createLogger } from '../create-logger.ts';
import { waitUntil } from '../events/testing/wait-until.ts';
import { createRegistryWriter } from './create-registry-writer.ts';
import { createLeaseVerifier, leaseKey } from './lease.ts';
import { contentKey, readContent } from './registration-content.ts';
import { type Heartbeat, type HeartbeatOptions, startHeartbeat } from './start-heartbeat.ts';
import { memoryKeyValue } from './testing/memory-key-value.ts';
import { sampleManifest } from './testing/sample-manifest.ts';

const ID = '0195f0f0-0000-7000-8000-0000000000aa';
const pair = await generateKeyPair('EdDSA', { extractable: true });
const [key, enrolled] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];
const started: Heartbeat[] = [];
afterEach(async () => {
  for (const heartbeat of started.splice(0)) await heartbeat.stop();
});

async function start(given: Partial<HeartbeatOptions> = {}) {
  const store = memoryKeyValue();
  const told: unknown[] = [];
  const lines: Record<string, unknown>[] = [];
  const manifest = sampleManifest({ name: 'plugin-a' });
  const heartbeat = await startHeartbeat({
    manifest,
    sdl: 'type Query { a: Int }',
    instanceId: ID,
    url: 'http://localhost:1/graphql',
    key,
    keyValue: store,
    announce: async (name, data) => void told.push([name, data]),
    logger: createLogger('test', 'info', { write: (line) => void lines.push(JSON.parse(line)) }),
    everyMs: 20,
    ...given,
  });
  started.push(heartbeat);
  const verify = createLeaseVerifier(async () => enrolled, Date.now);
  const lease = async () => {
    const token = await store.get(leaseKey('plugin-a', ID));
    return token === null ? null : verify(leaseKey('plugin-a', ID), token);
  };
  return { store, told, lines, heartbeat, lease, manifest };
}

describe('a heartbeat', () => {
  it('registers, tells so once, and renews', async () => {
    const { store, told, heartbeat, lease, manifest } = await start();
    expect(heartbeat.isRegistered()).toBe(true);
    const first = await lease();
    expect(first).toMatchObject({ plugin: 'plugin-a', instanceId: ID, sequence: 1, state: 'live' });
    await waitUntil(async () => ((await lease())?.sequence ?? 0) >= 3);
    const hash = first?.contentHash ?? '';
    const text = (await store.get(contentKey('plugin-a', hash))) ?? '';
    expect(readContent('plugin-a', hash, text)).toEqual({ manifest, sdl: 'type Query { a: Int }' });
    const facts = { plugin: 'plugin-a', version: '0.1.0', instanceId: ID };
    expect(told).toEqual([['plugin:registered', { ...facts, url: 'http://localhost:1/graphql' }]]);
  });

  it('writes everything again after the store forgot it', async () => {
    const { store, lease } = await start();
    store.flush();
    const renewed = await waitUntil(lease);
    expect(await store.get(contentKey('plugin-a', renewed?.contentHash ?? ''))).not.toBeNull();
  });

  it('leaves at once, says so, and beats no more', async () => {
    const { told, heartbeat, lease } = await start();
    await heartbeat.stop();
    const last = await lease();
    expect(last).toMatchObject({ state: 'stopped' });
    expect(told.at(-1)).toEqual(['plugin:stopped', { plugin: 'plugin-a', instanceId: ID }]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await lease()).toEqual(last);
  });

  it('goes on trying while the store is down, and beats though nobody can be told', async () => {
    const store = memoryKeyValue();
    let isDown = true;
    const { heartbeat, lines } = await start({
      keyValue: {
        ...store,
        set: async (...given) => {
          if (isDown) throw new Error('the store is down');
          await store.set(...given);
        },
      },
      announce: async () => {
        throw new Error('no database');
      },
    });
    expect(heartbeat.isRegistered()).toBe(false);
    isDown = false;
    await waitUntil(() => heartbeat.isRegistered());
    const messages = lines.map(({ msg }) => msg);
    expect(messages).toContain('plugin could not register; it tries again');
    expect(messages).toContain('the platform could not be told');
  });

  it('tells the plugin’s own log, once, that its schema was refused', async () => {
    const { store, lines, manifest } = await start({ now: () => Date.now() - 1_000 });
    const lastRefusal = {
      at: new Date().toISOString(),
      code: 'CLASH',
      message: 'no',
      coordinates: ['Query.a'],
    };
    const shown = { manifest, sdl: '', instances: [] };
    const record = { ...shown, isRefused: true, isServed: false, lastRefusal };
    await createRegistryWriter(store).put(record);
    const refusals = () => lines.filter(({ level }) => level === 'ERROR');
    await waitUntil(() => refusals().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(refusals()).toMatchObject([{ refusal: lastRefusal }]);
  });
});

describe('a registration that is read', () => {
  it.each([
    ['is another than was signed', 'plugin-a', 'b'.repeat(64), undefined, 'that was signed'],
    ['names another plugin', 'plugin-b', undefined, undefined, 'names plugin-a'],
  ])('is refused when it %s', async (_what, plugin, hash, text, reason) => {
    const { store, lease } = await start();
    const signed = (await lease())?.contentHash ?? '';
    const stored = text ?? (await store.get(contentKey('plugin-a', signed))) ?? '';
    expect(() => readContent(plugin, hash ?? signed, stored)).toThrow(reason);
  });
});
