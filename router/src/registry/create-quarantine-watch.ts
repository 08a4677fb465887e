import type { Logger, Quarantine, QuarantineBook } from '@gestas/sdk';
import { maySignIn } from '../gate/public-coordinates.ts';
import { createEndCounter } from './create-end-counter.ts';
import type { KnownInstance } from './create-lease-book.ts';

/** Takes out plugins whose instances end and come back too often. */
export type QuarantineWatch = {
  /** An instance ended without a word. */
  ended(instance: KnownInstance): void;
  /**
   * Converges on what is stored, takes out who ended too often, and lets in who comes with another content. Answers the
   * instances that were not there at the last look; none at the first.
   */
  look(instances: readonly KnownInstance[]): Promise<readonly KnownInstance[]>;
  /** Whether nothing is to be sent to a plugin. */
  isOut(plugin: string): boolean;
};

/** What watching takes; `now` in milliseconds. */
export type QuarantineWatchOptions = {
  readonly book: QuarantineBook;
  /** Has the other routers look at the registry now. */
  readonly ring: () => Promise<void>;
  readonly logger: Logger;
  readonly now: () => number;
};

/** Makes the watch of one router. What it remembers outlives a store that forgets. */
export function createQuarantineWatch(options: QuarantineWatchOptions): QuarantineWatch {
  const { book, ring, logger, now } = options;
  const known = new Map<string, Quarantine>();
  const ends = createEndCounter(now);
  /** What those registered that ended since the last look, by plugin. */
  const ended = new Map<string, string>();
  const seen = createSightings(now);

  const note = (plugin: string, entry: Quarantine) => {
    const wasOut = known.get(plugin)?.isOut ?? false;
    known.set(plugin, entry);
    const { isOut, reason } = entry;
    if (isOut && !wasOut) logger.warn({ plugin, reason }, 'plugin is quarantined');
    if (!isOut && wasOut) logger.info({ plugin, reason }, 'plugin is let in again');
  };
  const converge = async () => {
    const stored = await book.list();
    for (const [plugin, entry] of stored) {
      if (known.get(plugin)?.isOut && !entry.isOut) ends.forget(plugin);
      note(plugin, entry);
    }
    for (const [plugin, entry] of known) {
      if (entry.isOut && !stored.has(plugin)) await book.takeOut(plugin, entry);
    }
  };
  const takeOut = async (plugin: string, contentHash: string) => {
    const entry = {
      at: new Date(now()).toISOString(),
      by: 'platform',
      reason: `It ended ${ends.count(plugin)} times within a minute.`,
      contentHash,
    } as const;
    note(plugin, { isOut: true, ...entry });
    await book.takeOut(plugin, entry);
    await ring();
  };
  /** What it ended with so far still counts: a loop whose content differs each time must not serve between two ends. */
  const letIn = async (plugin: string) => {
    const what = {
      at: new Date(now()).toISOString(),
      by: 'platform',
      reason: 'It changed.',
    } as const;
    note(plugin, { isOut: false, ...what, contentHash: null });
    await book.letIn(plugin, what);
  };
  const hasChanged = ({ id, plugin, contentHash, isLive }: KnownInstance) => {
    const entry = known.get(plugin);
    if (!isLive || !entry?.isOut || entry.by === 'operator' || entry.contentHash === null)
      return false;
    return entry.contentHash !== contentHash && seen.at(id) > Date.parse(entry.at);
  };

  return {
    isOut: (plugin) => known.get(plugin)?.isOut ?? false,
    ended({ id, plugin, startedAt, contentHash }) {
      if (seen.isEmpty()) return; // when they ended nobody knows who has just started
      if (ends.add(plugin, seen.at(id) || startedAt)) ended.set(plugin, contentHash);
    },
    async look(instances) {
      const newcomers = seen.note(instances);
      await converge();
      const changed = new Set(instances.filter(hasChanged).map(({ plugin }) => plugin));
      for (const plugin of changed) await letIn(plugin);
      for (const [plugin, contentHash] of ended) {
        const isIn = !known.get(plugin)?.isOut && !leadsBack(plugin);
        if (isIn && ends.areTooMany(plugin)) await takeOut(plugin, contentHash);
        ended.delete(plugin);
      }
      return newcomers;
    },
  };
}

/** Through these an operator lets plugins in again: without them there is no way back. */
function leadsBack(plugin: string): boolean {
  return maySignIn(plugin) || plugin === 'plugin-system';
}

/** Remembers since when instances are known. */
function createSightings(now: () => number) {
  let sightings: ReadonlyMap<string, number> | null = null;
  return {
    isEmpty: () => sightings === null,
    /** 0: never seen. */
    at: (id: string) => sightings?.get(id) ?? 0,
    /** Takes note of those that are there; answers who is new, once somebody was there before. */
    note(instances: readonly KnownInstance[]): readonly KnownInstance[] {
      const before = sightings;
      const sinceOf = ({ id, startedAt }: KnownInstance) =>
        before ? (before.get(id) ?? now()) : Math.min(startedAt, now());
      sightings = new Map(instances.map((one) => [one.id, sinceOf(one)]));
      return before ? instances.filter(({ id }) => !before.has(id)) : [];
    },
  };
}
