import { randomUUID } from 'node:crypto';
import {
  createLogger,
  createRegistryReader,
  type EventLog,
  type Heartbeat,
  type KeyValue,
  type PluginStatus,
  startHeartbeat,
  uuidV7,
} from '@gestas/sdk';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { waitUntil } from '../../../packages/sdk/src/events/testing/wait-until.ts';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { startManagedWorld } from './managed-world.ts';
import { createTestPlugin } from './plugins.ts';

/** Stores that a registry lives in. */
export type RegistryStores = { readonly keyValue: KeyValue; readonly eventLog: EventLog };

const quiet = createLogger('test', 'error', { write: () => undefined });
const PLATFORM = randomUUID();

/** How long a test waits: a bell, a composition and three times as slow a machine. */
export const PATIENCE_MS = 45_000;

/** A router that follows a registry, its clock in the test's hands, and plugins that register. */
export async function startRegistryWorld(stores: RegistryStores, heartbeatMs = 15_000) {
  const keys: Keys = new Map();
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const findKey = async (plugin: string) => keys.get(plugin)?.enrolled ?? null;
  const registry = {
    keys: { find: findKey, names: async () => [...keys.keys()] },
    heartbeatMs,
    patienceMs: 0,
    now,
    isPublic: () => true, // what is tested here is who may join, not what may be asked
  };
  const start = (dataFolder?: string) =>
    startManagedWorld({ ...stores, plugins: [], registry, ...(dataFolder ? { dataFolder } : {}) });
  const world = await start();
  const { d: _private, ...routerKey } = world.internalKey;
  const closing: (() => Promise<unknown>)[] = [];

  const ring = (name: string) => ringPlatform(stores.eventLog, name);
  const join = createJoin({ keys, routerKey, ring, now, closing, keyValue: stores.keyValue });

  const reader = createRegistryReader(stores.keyValue);
  return {
    ...world,
    reader,
    clock,
    keys,
    enrol: (plugin: string) => enrol(keys, plugin),
    ring,
    join,
    start,
    now,
    /** Waits until a plugin has a status. */
    until: (plugin: string, status: PluginStatus) =>
      waitUntil(
        async () => (await reader.find(plugin).catch(() => null))?.status === status, // a busy store is asked again
        PATIENCE_MS,
      ),
    untilAnswered: (query: string, data: object | null) =>
      waitUntil(
        async () => JSON.stringify((await world.ask(query)).data) === JSON.stringify(data),
        PATIENCE_MS,
      ),
    async stop() {
      for (const close of closing) await close();
      await world.stop();
    },
  };
}

type Keys = Map<string, { readonly own: JWK; readonly enrolled: JWK }>;

async function enrol(keys: Keys, plugin: string): Promise<JWK> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const own = await exportJWK(pair.privateKey);
  keys.set(plugin, { own, enrolled: await exportJWK(pair.publicKey) });
  return own;
}

function ringPlatform(eventLog: EventLog, name: string): Promise<void> {
  return eventLog.ring({
    id: uuidV7(),
    position: 1,
    name,
    tenantId: PLATFORM,
    occurredAt: new Date().toISOString(),
    actorId: null,
    traceparent: null,
    data: {},
  });
}

type Joining = {
  readonly keys: Keys;
  readonly routerKey: JWK;
  readonly keyValue: KeyValue;
  readonly ring: (name: string) => Promise<void>;
  readonly now: () => number;
  readonly closing: (() => Promise<unknown>)[];
};

type JoinOptions = {
  readonly key?: JWK;
  readonly sdl?: string;
  readonly port?: number;
  readonly answer?: string;
  readonly everyMs?: number;
};

/** Makes what starts an instance of a plugin with one public field, and registers it. */
function createJoin({ keys, routerKey, keyValue, ring, now, closing }: Joining) {
  return async (plugin: string, field: string, given: JoinOptions = {}) => {
    const own = given.key ?? keys.get(plugin)?.own ?? (await enrol(keys, plugin));
    const answer = given.answer ?? plugin;
    const sdl = given.sdl ?? `type Query { ${field}: String @tag(name: "public") }`;
    const made = createTestPlugin(routerKey, { name: plugin }, sdl, {
      Query: { [field]: () => answer },
    });
    const server = await made.listen(given.port ?? 0);
    const [url = ''] = server.urls;
    const instanceId = randomUUID();
    const heartbeat: Heartbeat = await startHeartbeat({
      manifest: sampleManifest({ name: plugin }),
      sdl: made.sdl,
      instanceId,
      url,
      key: own,
      keyValue,
      announce: ring,
      logger: quiet,
      everyMs: given.everyMs ?? 3_600_000,
      now,
    });
    const instance = {
      instanceId,
      url,
      calls: made.calls,
      stop: async () => {
        await heartbeat.stop();
        await server.stop();
      },
      die: server.stop,
      silence: heartbeat.stop,
    };
    closing.push(instance.stop);
    return instance;
  };
}
