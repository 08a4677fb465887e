import { QUARANTINE_RULE } from '@gestas/sdk';

/** Counts how instances of plugins end without a word. */
export type EndCounter = {
  /** One ended that was there since then. Answers whether it counts: what was there before its plugin was let in may end. */
  add(plugin: string, since: number): boolean;
  /** How many did within the last minute. */
  count(plugin: string): number;
  /** Whether those are too many. */
  areTooMany(plugin: string): boolean;
  /** Somebody let it in. */
  forget(plugin: string): void;
};

type End = { readonly at: number; readonly isYoung: boolean };

const { windowMs, mostEnds } = QUARANTINE_RULE;

/**
 * Makes a counter; `now` in milliseconds. More than three ends within a minute are too many, unless the instances had lived
 * for long: many at once die with the machine they run on, and that is no loop.
 */
export function createEndCounter(now: () => number): EndCounter {
  const ends = new Map<string, readonly End[]>();
  const letInAt = new Map<string, number>();
  const recent = (plugin: string) =>
    (ends.get(plugin) ?? []).filter(({ at }) => now() - at < windowMs);
  return {
    add(plugin, since) {
      if (since <= (letInAt.get(plugin) ?? Number.NEGATIVE_INFINITY)) return false;
      ends.set(plugin, [...recent(plugin), { at: now(), isYoung: now() - since < windowMs }]);
      return true;
    },
    count: (plugin) => recent(plugin).length,
    areTooMany(plugin) {
      const those = recent(plugin);
      return those.length > mostEnds && those.filter(({ isYoung }) => isYoung).length >= mostEnds;
    },
    forget(plugin) {
      ends.delete(plugin);
      letInAt.set(plugin, now());
    },
  };
}
