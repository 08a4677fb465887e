import {
  createLeaseVerifier,
  type FindPluginKey,
  LEASE_MS,
  type Lease,
  type Logger,
} from '@gestas/sdk';
import { createHostRule, LOOPBACK } from './create-host-rule.ts';
import { MOST_INSTANCES, youngestLeases } from './youngest-leases.ts';

/** An instance as the leases told of it. */
export type KnownInstance = Pick<Lease, 'plugin' | 'url' | 'contentHash' | 'startedAt'> & {
  readonly id: string;
  /** Milliseconds since the epoch, by the instance's clock. */
  readonly lastHeartbeatAt: number;
  /** Renewed within three heartbeats, and not known to refuse connections. */
  readonly isLive: boolean;
};

/** What a router knows of instances: all it ever learnt, since the store may forget everything at any time. */
export type LeaseBook = {
  /** Takes note of the stored leases, by key. What is forged, replayed or too old is logged and changes nothing. */
  read(leases: ReadonlyMap<string, string>): Promise<void>;
  /** Every instance that has not left; a dead one is kept for five minutes. */
  instances(): readonly KnownInstance[];
  /** It refused a connection: it is out until it is acquitted, or renews its lease. */
  suspect(instanceId: string): void;
  suspects(): readonly KnownInstance[];
  acquit(instanceId: string): void;
  /** Nobody listens there any more. */
  bury(instanceId: string): void;
};

/** What a book is made with; `now` in milliseconds. */
export type LeaseBookOptions = {
  readonly findKey: FindPluginKey;
  readonly logger: Logger;
  readonly now: () => number;
  /** Whether plugins may be at an address; by default on this machine only. */
  readonly isAllowedUrl?: ((url: string) => boolean) | undefined;
  /** Told once of each instance that ended without a word: buried, or outlived at its address. */
  readonly onEnd?: ((instance: KnownInstance) => void) | undefined;
};

type Entry = {
  token: string;
  lease: Lease;
  seenAt: number;
  isSuspect: boolean;
  isBuried: boolean;
};

const FORGET_MS = 300_000;

/** Makes an empty book. */
export function createLeaseBook(options: LeaseBookOptions): LeaseBook {
  const { findKey, logger, now, isAllowedUrl = createHostRule(LOOPBACK) } = options;
  const { onEnd = () => undefined } = options;
  const verify = createLeaseVerifier(findKey, now);
  const entries = new Map<string, Entry>();

  const readOne = async (key: string, token: string) => {
    try {
      const lease = await verify(key, token);
      if (!isAllowedUrl(lease.url)) throw new Error(`${lease.url} is not in ROUTER_PLUGIN_HOSTS`);
      const known = entries.get(lease.instanceId);
      if (known?.token === token) return;
      if (known) requireNewer(known.lease, lease);
      const seenAt = known ? now() : firstSeen(lease, now());
      entries.set(lease.instanceId, { token, lease, seenAt, isSuspect: false, isBuried: false });
    } catch (error) {
      logger.warn({ key, reason: String(error) }, 'lease refused');
    }
  };

  const isKnown = (instanceId: string) => isServing(entries.get(instanceId));
  return {
    async read(leases) {
      const present = new Set([...entries.values()].map(({ token }) => token));
      for (const [key, token] of youngestLeases(leases, isKnown)) {
        if (!present.has(token)) await readOne(key, token);
      }
      for (const entry of supersede(entries)) onEnd(toInstance(entry, now()));
      forget(entries, now());
    },
    instances: () =>
      [...entries.values()]
        .filter(({ lease }) => lease.state === 'live')
        .map((entry) => toInstance(entry, now())),
    suspect(instanceId) {
      const entry = entries.get(instanceId);
      if (entry) entry.isSuspect = true;
    },
    suspects: () =>
      [...entries.values()]
        .filter(({ isSuspect, lease }) => isSuspect && lease.state === 'live')
        .map((entry) => toInstance(entry, now())),
    acquit(instanceId) {
      const entry = entries.get(instanceId);
      if (entry) entry.isSuspect = false;
    },
    bury(instanceId) {
      const entry = entries.get(instanceId);
      if (!entry || entry.isBuried) return;
      Object.assign(entry, { isSuspect: true, isBuried: true });
      onEnd(toInstance(entry, now()));
    },
  };
}

function requireNewer(known: Lease, lease: Lease): void {
  if (known.plugin !== lease.plugin) throw new Error('the instance is another plugin’s');
  if (known.state === 'stopped') throw new Error('the instance has left');
  if (lease.sequence <= known.sequence) throw new Error('the lease is a replay');
}

/** A router that has just started sees leases that were renewed a while ago; clocks may differ. */
function firstSeen({ renewedAt }: Lease, now: number): number {
  return Math.min(now, Math.max(renewedAt, now - LEASE_MS));
}

/**
 * At one address only the youngest instance of a plugin can be: those before it died without a word. Answers those that
 * were not known to be dead.
 */
function supersede(entries: Map<string, Entry>): readonly Entry[] {
  const live = [...entries.values()].filter(({ lease }) => lease.state === 'live');
  const youngest = new Map<string, Lease>();
  const place = ({ plugin, url }: Lease) => `${plugin} ${url}`;
  for (const { lease } of live) {
    const other = youngest.get(place(lease));
    if (!other || isYounger(lease, other)) youngest.set(place(lease), lease);
  }
  const outlived = live.filter(({ lease }) => youngest.get(place(lease)) !== lease);
  for (const entry of outlived) entry.lease = { ...entry.lease, state: 'stopped' };
  return outlived.filter(({ isBuried }) => !isBuried);
}

function isYounger(one: Lease, other: Lease): boolean {
  if (one.startedAt !== other.startedAt) return one.startedAt > other.startedAt;
  return one.instanceId > other.instanceId;
}

/** One that has left is remembered for as long as an older lease of it could be replayed. */
function forget(entries: Map<string, Entry>, now: number): void {
  for (const [id, { lease, seenAt }] of entries) {
    const keptMs = lease.state === 'stopped' ? 2 * LEASE_MS : FORGET_MS;
    if (now - seenAt > keptMs) entries.delete(id);
  }
  for (const id of beyondMost(entries)) entries.delete(id);
}

/** Of each plugin those that neither serve nor are among the youngest, when there are more than two looks can bring. */
function beyondMost(entries: ReadonlyMap<string, Entry>): readonly string[] {
  if (entries.size <= 2 * MOST_INSTANCES) return [];
  const kept = new Map<string, number>();
  const place = (entry: Entry) => (isServing(entry) ? Infinity : entry.lease.startedAt);
  const bestFirst = [...entries].sort(([, one], [, other]) => (place(one) < place(other) ? 1 : -1));
  return bestFirst.flatMap(([id, { lease }]) => {
    const count = (kept.get(lease.plugin) ?? 0) + 1;
    kept.set(lease.plugin, count);
    return count > 2 * MOST_INSTANCES ? [id] : [];
  });
}

function isServing(entry: Entry | undefined): boolean {
  return entry?.lease.state === 'live' && !entry.isSuspect;
}

function toInstance({ lease, seenAt, isSuspect }: Entry, now: number): KnownInstance {
  const { plugin, url, contentHash, startedAt, instanceId, renewedAt } = lease;
  const isLive = !isSuspect && now - seenAt <= LEASE_MS;
  return {
    plugin,
    url,
    contentHash,
    startedAt,
    id: instanceId,
    lastHeartbeatAt: renewedAt,
    isLive,
  };
}
