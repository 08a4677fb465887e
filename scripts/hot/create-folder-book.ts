import type { FolderState } from './folder-state.ts';

/** What is to be done about a folder. */
export type FolderChange =
  | { readonly kind: 'settled'; readonly folder: string }
  | { readonly kind: 'gone'; readonly folder: string }
  | { readonly kind: 'incomplete'; readonly folder: string; readonly missing: readonly string[] };

/** Remembers folders between two looks. */
export type FolderBook = {
  /** Takes folders as they are now for done with. */
  begin(states: ReadonlyMap<string, FolderState>): void;
  /** What has come, changed or gone, and held still since. */
  look(states: ReadonlyMap<string, FolderState>): readonly FolderChange[];
};

/** Times are milliseconds. */
export type FolderBookOptions = {
  /** How long a folder must hold still: whoever writes it may be half way. */
  readonly settleMs: number;
  /** After how long of holding still it is said of a folder that something is missing. */
  readonly patienceMs: number;
  readonly now: () => number;
};

type Entry = {
  signature: string;
  since: number;
  missing: readonly string[];
  /** The signature that was told last; null: it does not run. */
  told: string | null;
  isMissingTold: boolean;
};

const ABSENT = { signature: 'absent', missing: [] };

/** Makes an empty book. */
export function createFolderBook(options: FolderBookOptions): FolderBook {
  const { settleMs, patienceMs, now } = options;
  const entries = new Map<string, Entry>();

  const note = (folder: string, { signature, missing }: FolderState): Entry => {
    const before = entries.get(folder);
    if (before?.signature === signature) return before;
    const told = before?.told ?? null;
    const entry = { signature, missing, since: now(), told, isMissingTold: false };
    entries.set(folder, entry);
    return entry;
  };
  const judge = (folder: string, entry: Entry): readonly FolderChange[] => {
    const stillMs = now() - entry.since;
    if (stillMs < settleMs) return [];
    const isWhole = entry.missing.length === 0 && entry.signature !== ABSENT.signature;
    if (isWhole && entry.told !== entry.signature) {
      entry.told = entry.signature;
      return [{ kind: 'settled', folder }];
    }
    if (!isWhole && entry.told !== null) {
      entry.told = null;
      return [{ kind: 'gone', folder }];
    }
    if (entry.missing.length === 0 || entry.isMissingTold || stillMs < patienceMs) return [];
    entry.isMissingTold = true;
    return [{ kind: 'incomplete', folder, missing: entry.missing }];
  };

  return {
    begin(states) {
      for (const [folder, state] of states) note(folder, state).told = state.signature;
    },
    look(states) {
      for (const folder of entries.keys()) if (!states.has(folder)) note(folder, ABSENT);
      for (const [folder, state] of states) note(folder, state);
      const changes = [...entries].flatMap(([folder, entry]) => judge(folder, entry));
      forgetGone(entries);
      return changes;
    },
  };
}

function forgetGone(entries: Map<string, Entry>): void {
  for (const [folder, { signature, told }] of entries) {
    if (signature === ABSENT.signature && told === null) entries.delete(folder);
  }
}
