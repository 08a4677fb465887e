import { randomUUID } from 'node:crypto';
import {
  type Bell,
  createLogger,
  createQuarantineBook,
  createRegistryReader,
  type Heartbeat,
  startHeartbeat,
  withPlatformHeader,
} from '@gestas/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { waitUntil } from '../../../packages/sdk/src/events/testing/wait-until.ts';
import { memoryKeyValue } from '../../../packages/sdk/src/registry/testing/memory-key-value.ts';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import type { ManagedPlugin } from '../engine/managed-plugin.ts';
import { type FollowedRegistry, followRegistry, type RegistryOptions } from './follow-registry.ts';

const HOUR = 3_600_000;
const pair = await generateKeyPair('EdDSA', { extractable: true });
const [key, enrolled] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];
const logger = createLogger('test', 'error', { write: () => undefined });
const following: FollowedRegistry[] = [];
const beating: Heartbeat[] = [];
afterEach(async () => {
  for (const registry of following.splice(0)) await registry.stop();
  for (const heartbeat of beating.splice(0)) await heartbeat.stop();
});

/** A registry that is looked at once an hour, unless a bell rings. */
async function follow(given: Partial<RegistryOptions> = {}) {
  const store = memoryKeyValue();
  const bells: ((bell: Bell) => void)[] = [];
  const composed: (readonly ManagedPlugin[])[] = [];
  const ring = async (name: string) => {
    for (const hear of bells) hear({ tenantId: 't', position: 1, previous: 0, name });
  };
  const options: RegistryOptions = {
    keyValue: store,
    eventLog: {
      onBell: async (listener) => {
        bells.push(listener);
        return { stop: async () => undefined };
      },
      ring: async ({ name }) => ring(name),
    },
    keys: { find: async () => enrolled, names: async () => ['plugin-a', 'plugin-b'] },
    initial: [],
    local: new Map(),
    recompose: async (plugins) => {
      composed.push(plugins);
      return [];
    },
    logger,
    heartbeatMs: HOUR,
    patienceMs: 0,
    ...given,
  };
  const registry = await followRegistry(options);
  following.push(registry);
  const join = async (name: string, url = 'http://localhost:1/graphql', id?: string) => {
    const heartbeat = await startHeartbeat({
      manifest: sampleManifest({ name }),
      sdl: withPlatformHeader(`type Query { ${name.replace('plugin-', '')}1: Int @authenticated }`),
      instanceId: id ?? randomUUID(),
      url,
      key,
      keyValue: store,
      announce: ring,
      logger,
      everyMs: HOUR,
    });
    beating.push(heartbeat);
    return heartbeat;
  };
  const last = () =>
    (composed.at(-1) ?? []).map(({ manifest, transport }) => [
      manifest.name,
      transport.kind === 'registered' ? transport.instances.length : transport.kind,
    ]);
  return { store, registry, ring, join, last, composed, reader: createRegistryReader(store) };
}

const PATIENCE_MS = 20_000;

/** How many instances of plugin-a are listed and do not live. */
async function dead(reader: ReturnType<typeof createRegistryReader>): Promise<number> {
  const known = (await reader.find('plugin-a'))?.instances ?? [];
  return known.filter(({ isLive }) => !isLive).length;
}

describe('following the registry', () => {
  it('looks when a bell rings, and only then', async () => {
    const { join, last, ring, composed } = await follow();
    const a = await join('plugin-a');
    await waitUntil(() => last().length === 1);
    await join('plugin-b', 'http://localhost:2/graphql');
    await waitUntil(() => last().length === 2);
    await a.stop();
    await waitUntil(() => last()[0]?.[1] === 0);
    expect(last()).toEqual([
      ['plugin-a', 0],
      ['plugin-b', 1],
    ]);
    const before = composed.length;
    await ring('post:created');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(composed).toHaveLength(before);
  });

  it('waits with its first composition for every enrolled plugin, so long', async () => {
    const { join, composed } = await follow({ patienceMs: HOUR });
    await join('plugin-a');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(composed).toEqual([]);
    await join('plugin-b', 'http://localhost:2/graphql');
    await waitUntil(() => composed.length > 0);
    expect(composed[0]).toHaveLength(2);
  });

  it('takes out at once whom nobody answers for, on a refusal or after a lost connection', async () => {
    for (const failure of ['refused', 'lost'] as const) {
      const id = randomUUID();
      const { join, last, registry } = await follow();
      await join('plugin-a', 'http://localhost:1/graphql', id);
      await waitUntil(() => last()[0]?.[1] === 1);
      registry.onTrouble(id, failure);
      await waitUntil(() => last()[0]?.[1] === 0);
      registry.onTrouble('nobody', failure);
    }
  });

  it('takes out who ends and comes back too often, every router, until it is let in', async () => {
    const { join, last, store, reader, ring } = await follow();
    for (let port = 1; port <= 5; port++) {
      await join('plugin-a', `http://localhost:${port}/graphql`);
      await waitUntil(async () => (await dead(reader)) === port - 1, PATIENCE_MS);
    }
    await waitUntil(() => last()[0]?.[1] === 0, PATIENCE_MS);
    expect(await reader.find('plugin-a')).toMatchObject({
      status: 'QUARANTINED',
      quarantine: { reason: 'It ended 4 times within a minute.' },
    });
    const other = await follow({ keyValue: store });
    await waitUntil(() => other.last().length > 0, PATIENCE_MS);
    expect(other.last()).toEqual([['plugin-a', 0]]);
    const mended = { at: '', by: 'operator', reason: 'mended' } as const;
    await createQuarantineBook(store).letIn('plugin-a', mended);
    await ring('plugin:enabled');
    await waitUntil(() => last()[0]?.[1] === 1, PATIENCE_MS);
    expect(await reader.find('plugin-a')).toMatchObject({ quarantine: null });
  }, 60_000);

  it('looks no oftener for bells that do not stop ringing', async () => {
    const store = memoryKeyValue();
    let scans = 0;
    const scan = async (prefix: string) => {
      scans += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      return store.scan(prefix);
    };
    const { ring } = await follow({ keyValue: { ...store, scan } });
    for (let bell = 0; bell < 100; bell++) {
      await ring('plugin:registered');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(scans).toBeLessThan(50);
  });

  it('prefers instances of its own process, and reaches them whatever the leases say', async () => {
    const plugin = { handle: async () => ({ status: 200, body: '{}' }) };
    const instance = { id: randomUUID(), url: 'http://localhost:1/graphql', plugin };
    const local = new Map([[instance.id, { ...instance, name: 'plugin-a' }]]);
    const { join, composed } = await follow({ local });
    await join('plugin-a', instance.url, instance.id);
    await waitUntil(() => composed.length > 0);
    expect(composed.at(-1)?.[0]?.transport).toMatchObject({
      instances: [{ id: instance.id, plugin }],
    });
  });

  it('writes the records again when the store has lost them', async () => {
    const { join, store, reader } = await follow({ heartbeatMs: 50 });
    await join('plugin-a');
    await waitUntil(() => reader.find('plugin-a'));
    store.flush();
    await waitUntil(() => reader.find('plugin-a'));
  });

  it('goes on with what it knows while the store is down', async () => {
    const store = memoryKeyValue();
    let isDown = false;
    const scan = async (prefix: string) => {
      if (isDown) throw new Error('the store is down');
      return store.scan(prefix);
    };
    const { ring, composed, join } = await follow({ keyValue: { ...store, scan } });
    isDown = true;
    await join('plugin-a');
    await ring('plugin:registered');
    expect(composed.every((plugins) => plugins.length === 0)).toBe(true);
  });
});
