import { QUARANTINE_RULE } from '@gestas/sdk';

/** Counts how instances of plugins end without a word. */
export type EndCounter = {
  /** One ended that had lived so many milliseconds. */
  add(plugin: string, livedMs: number): void;
  /** How many did within the last minute. */
  count(plugin: string): number;
  /** Whether those are too many. */
  areTooMany(plugin: string): boolean;
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
  const recent = (plugin: string) =>
    (ends.get(plugin) ?? []).filter(({ at }) => now() - at < windowMs);
  return {
    add(plugin, livedMs) {
      ends.set(plugin, [...recent(plugin), { at: now(), isYoung: livedMs < windowMs }]);
    },
    count: (plugin) => recent(plugin).length,
    areTooMany(plugin) {
      const those = recent(plugin);
      return those.length > mostEnds && those.filter(({ isYoung }) => isYoung).length >= mostEnds;
    },
    forget: (plugin) => void ends.delete(plugin),
  };
}
