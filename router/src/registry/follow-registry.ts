import { setTimeout as delay } from 'node:timers/promises';
import {
  createQuarantineBook,
  createRegistryWriter,
  type EventLog,
  HEARTBEAT_MS,
  type InternalTokenSigner,
  type KeyValue,
  LEASE_PREFIX,
  type PluginKeys,
  ringRegistry,
} from '@gestas/sdk';
import { askSuspects, createDoubter } from './create-doubter.ts';
import { createHostRule, LOOPBACK } from './create-host-rule.ts';
import { createLeaseBook, type KnownInstance } from './create-lease-book.ts';
import { type Candidate, createMounter, type MounterOptions } from './create-mounter.ts';
import { createProbe } from './create-probe.ts';
import { createQuarantineWatch } from './create-quarantine-watch.ts';
import { createWakeableNap } from './create-wakeable-nap.ts';
import { instancesThatSpeak, type LocalInstances, transportsOf } from './find-instances.ts';
import { createCandidateReader } from './read-candidates.ts';
import { createRecordWriter } from './write-records.ts';

/** What following the registry takes; times are milliseconds. */
export type RegistryOptions = Pick<MounterOptions, 'recompose' | 'logger' | 'isPublic'> & {
  readonly keyValue: KeyValue;
  readonly eventLog: Pick<EventLog, 'onBell' | 'ring'>;
  readonly keys: Pick<PluginKeys, 'find' | 'names'>;
  /** What is served until the registry says otherwise. */
  readonly initial: readonly Candidate[];
  /** The instances in this process, by id. */
  readonly local: LocalInstances;
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
/** After a look, so many times as long as it took nothing is looked at, however many bells ring; at most `MOST_REST_MS`. */
const REST_SHARE = 4;
const MOST_REST_MS = 250;

/** What one router's registry is made of. */
type Parts = ReturnType<typeof createParts>;

function createParts(options: RegistryOptions) {
  const { keyValue, keys, logger, local, signer, now = Date.now } = options;
  const quarantine = createQuarantineWatch({
    book: createQuarantineBook(keyValue),
    ring: () => ringRegistry(options.eventLog).catch(() => undefined), // heartbeats heal it
    logger,
    now,
  });
  const book = createLeaseBook({
    findKey: keys.find,
    logger,
    now,
    isAllowedUrl: createHostRule(options.pluginHosts ?? LOOPBACK),
    onEnd: quarantine.ended,
  });
  const instancesOf = instancesThatSpeak(book.instances, local);
  const ask = signer && createProbe({ signer, instancesOf });
  const probe = async (candidate: Candidate) =>
    ask && !quarantine.isOut(candidate.manifest.name) ? ask(candidate) : [];
  const transportOf = transportsOf(book.instances, local, quarantine);
  return {
    quarantine,
    book,
    mounter: createMounter({ ...options, transportOf, probe, now }),
    readCandidates: createCandidateReader(keyValue, logger),
    writeRecords: createRecordWriter(createRegistryWriter(keyValue)),
  };
}

/** Makes what looks at all of it once, and answers how long nothing needs to be looked at. */
function createLook(
  { keyValue, keys, heartbeatMs = HEARTBEAT_MS, now = Date.now, ...options }: RegistryOptions,
  { quarantine, book, mounter, readCandidates, writeRecords }: Parts,
  onNewcomer: (instance: KnownInstance) => void,
) {
  const patientUntil = now() + (options.patienceMs ?? HEARTBEAT_MS);
  let nextBeat = now();
  /** One that is out stays as it was composed; where it never was, its fields join all the same. */
  const mayCome = ({ manifest: { name } }: Candidate) =>
    !quarantine.isOut(name) || !mounter.plugins().get(name)?.accepted;
  const isAwaiting = (candidates: readonly Candidate[], enrolled: readonly string[]) =>
    mounter.plugins().size === 0 && candidates.length < enrolled.length && now() < patientUntil;

  return async (): Promise<number> => {
    const isBeat = now() >= nextBeat;
    if (isBeat) nextBeat = now() + heartbeatMs;
    const enrolled = await keys.names(); // first: who rang may have been enrolled just now
    await book.read(await keyValue.scan(LEASE_PREFIX));
    await askSuspects(book);
    for (const newcomer of await quarantine.look(book.instances())) onNewcomer(newcomer);
    const candidates = (await readCandidates(book.instances())).filter(mayCome);
    if (isAwaiting(candidates, enrolled)) return SOON_MS;
    await mounter.mount(candidates, enrolled);
    await writeRecords(mounter.plugins(), book.instances(), isBeat);
    if (book.suspects().length > 0) return SOON_MS;
    return mounter.isUndecided() ? AGAIN_MS : nextBeat - now();
  };
}

/**
 * Follows the registry: who is there is read at the start, at each `plugin:…` bell and at each heartbeat, goes through the
 * gate into the graph, and is written down for whoever asks for the plugins. Who ends too often is taken out.
 */
export async function followRegistry(options: RegistryOptions): Promise<FollowedRegistry> {
  const { logger } = options;
  const parts = createParts(options);
  const nap = createWakeableNap();
  const suspect = (instanceId: string) => {
    parts.book.suspect(instanceId);
    nap.wake();
  };
  const { doubt, doubtElders } = createDoubter(parts.book, suspect);
  const look = createLook(options, parts, doubtElders);
  const run = async () => {
    while (!nap.isOver()) {
      const began = performance.now();
      const idleMs = await look().catch((err: unknown) => {
        logger.warn({ err }, 'registry could not be read');
        return SOON_MS;
      });
      const restMs = Math.min(MOST_REST_MS, REST_SHARE * (performance.now() - began));
      await delay(restMs);
      await nap.rest(Math.max(0, idleMs - restMs));
    }
  };
  const bell = await options.eventLog.onBell(({ name }) => {
    if (name.startsWith('plugin:')) nap.wake();
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
