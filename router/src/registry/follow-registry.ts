import { setTimeout as delay } from 'node:timers/promises';
import {
  type AnnouncePlatformEvent,
  type EventLog,
  HEARTBEAT_MS,
  type InternalTokenSigner,
  type KeyValue,
  LEASE_PREFIX,
  type PluginKeys,
} from '@gestas/sdk';
import type { InstanceTarget, PluginTransport } from '../traffic/plugin-target.ts';
import { askReadiness } from './ask-readiness.ts';
import { createHostRule, LOOPBACK } from './create-host-rule.ts';
import { createLeaseBook, type KnownInstance, type LeaseBook } from './create-lease-book.ts';
import { type Candidate, createMounter, type MounterOptions } from './create-mounter.ts';
import { createProbe } from './create-probe.ts';
import { createWakeableNap } from './create-wakeable-nap.ts';
import { createCandidateReader } from './read-candidates.ts';
import { createRecordWriter } from './write-records.ts';

/** What following the registry takes; times are milliseconds. */
export type RegistryOptions = Pick<MounterOptions, 'recompose' | 'logger' | 'isPublic'> & {
  readonly keyValue: KeyValue;
  readonly eventLog: Pick<EventLog, 'onBell'>;
  /** Tells the platform of plugins that came, went or changed, once that is written down. */
  readonly announce?: AnnouncePlatformEvent | undefined;
  readonly keys: Pick<PluginKeys, 'find' | 'names'>;
  /** What is served until the registry says otherwise. */
  readonly initial: readonly Candidate[];
  /** The instances in this process, by id. */
  readonly local: ReadonlyMap<string, InstanceTarget & { readonly name: string }>;
  /** Asks candidates whether they answer, before they are served; nobody is asked without it. */
  readonly signer?: InternalTokenSigner | undefined;
  /** The hosts plugins may be on, as `ROUTER_PLUGIN_HOSTS` has them; this machine when left out. */
  readonly pluginHosts?: readonly string[] | undefined;
  /** How often all is looked at, besides each bell. */
  readonly heartbeatMs?: number;
  /** How long the first composition waits for every enrolled plugin. */
  readonly patienceMs?: number;
  readonly now?: () => number;
};

/** A followed registry. */
export type FollowedRegistry = {
  /** An instance could not be connected to, or lost a connection: it is out if nobody listens there. */
  onTrouble(instanceId: string, failure: 'refused' | 'lost'): void;
  stop(): Promise<void>;
};

/** While something is awaited: a plugin's first registration, or an answer of one that refused a connection. */
const SOON_MS = 1_000;
/** While a schema is refused that may pass the next time. */
const AGAIN_MS = 3_000;
const DOUBTS = 4;
const DOUBT_MS = 300;

/**
 * Follows the registry: who is there is read at the start, at each `plugin:…` bell and at each heartbeat, goes through the
 * gate into the graph, and is written down for whoever asks for the plugins.
 */
export async function followRegistry(options: RegistryOptions): Promise<FollowedRegistry> {
  const { keyValue, keys, logger, heartbeatMs = HEARTBEAT_MS, now = Date.now } = options;
  const isAllowedUrl = createHostRule(options.pluginHosts ?? LOOPBACK);
  const book = createLeaseBook({ findKey: keys.find, logger, now, isAllowedUrl });
  const readCandidates = createCandidateReader(keyValue, logger);
  const writeRecords = createRecordWriter(options);
  const transportOf = transportsOf(book.instances, options.local);
  const instancesOf = instancesThatSpeak(book.instances, options.local);
  const probe = options.signer && createProbe({ signer: options.signer, instancesOf });
  const mounter = createMounter({ ...options, transportOf, probe, now });
  const patientUntil = now() + (options.patienceMs ?? HEARTBEAT_MS);
  const nap = createWakeableNap();
  let nextBeat = now();

  const isAwaiting = (candidates: readonly Candidate[], enrolled: readonly string[]) =>
    mounter.plugins().size === 0 && candidates.length < enrolled.length && now() < patientUntil;

  /** Answers how long nothing needs to be looked at. */
  const look = async (): Promise<number> => {
    const isBeat = now() >= nextBeat;
    if (isBeat) nextBeat = now() + heartbeatMs;
    const enrolled = await keys.names(); // first: who rang may have been enrolled just now
    await book.read(await keyValue.scan(LEASE_PREFIX));
    await askSuspects(book);
    const candidates = await readCandidates(book.instances());
    if (isAwaiting(candidates, enrolled)) return SOON_MS;
    await mounter.mount(candidates, enrolled);
    await writeRecords(mounter.plugins(), book.instances(), isBeat);
    if (book.suspects().length > 0) return SOON_MS;
    return mounter.isUndecided() ? AGAIN_MS : nextBeat - now();
  };
  const run = async () => {
    while (!nap.isOver()) {
      const idleMs = await look().catch((err: unknown) => {
        logger.warn({ err }, 'registry could not be read');
        return SOON_MS;
      });
      await nap.rest(Math.max(0, idleMs));
    }
  };

  const suspect = (instanceId: string) => {
    book.suspect(instanceId);
    nap.wake();
  };
  const doubted = new Set<string>();
  const doubt = async (instanceId: string) => {
    const instance = book.instances().find(({ id }) => id === instanceId);
    if (!instance?.isLive || doubted.has(instanceId)) return;
    doubted.add(instanceId);
    if (await isGone(instance.url)) suspect(instanceId);
    doubted.delete(instanceId);
  };

  const bell = await options.eventLog.onBell(({ name }) => {
    if (name === 'plugin:registered' || name === 'plugin:stopped') nap.wake();
  }, nap.wake);
  const running = run();
  return {
    onTrouble(instanceId, failure) {
      if (failure === 'refused') suspect(instanceId);
      else void doubt(instanceId);
    },
    async stop() {
      nap.end();
      await bell.stop();
      await running;
    },
  };
}

/** Acquits the suspects that answer. */
async function askSuspects(book: LeaseBook): Promise<void> {
  const asking = book.suspects().map(async ({ id, url }) => {
    if ((await askReadiness(url)) === 'ready') book.acquit(id);
  });
  await Promise.all(asking);
}

/** Whether nobody listens there; a process that is just dying may still seem to. */
async function isGone(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < DOUBTS; attempt++) {
    const readiness = await askReadiness(url);
    if (readiness === 'refused' || readiness === 'ready') return readiness === 'refused';
    await delay(DOUBT_MS, undefined, { ref: false });
  }
  return false;
}

/** The live instances of exactly what a candidate registers. */
function instancesThatSpeak(
  instances: () => readonly KnownInstance[],
  local: RegistryOptions['local'],
) {
  return ({ manifest, hash }: Candidate): readonly InstanceTarget[] =>
    instances()
      .filter((one) => one.plugin === manifest.name && one.isLive && one.contentHash === hash)
      .map(({ id, url }) => local.get(id) ?? { id, url });
}

/** Where a plugin is: its live instances that speak what is composed; where there are none, any live one. */
function transportsOf(instances: () => readonly KnownInstance[], local: RegistryOptions['local']) {
  return (plugin: string, acceptedHash: string): PluginTransport => {
    const live = instances().filter((one) => one.plugin === plugin && one.isLive);
    const equal = live.filter(({ contentHash }) => contentHash === acceptedHash);
    const remote = (equal.length > 0 ? equal : live).filter(({ id }) => !local.has(id));
    const own = [...local.values()].filter(({ name }) => name === plugin);
    const reached = remote.map(({ id, url }) => ({ id, url }));
    return { kind: 'registered', instances: [...own, ...reached] };
  };
}
