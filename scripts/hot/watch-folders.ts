import { createFolderBook, type FolderChange } from './create-folder-book.ts';
import { type FolderState, listFolders, readFolderState } from './folder-state.ts';

/** Times are milliseconds. */
export type WatchOptions = {
  /** Each folder in one of these is a plugin, or becomes one; a root itself may come later. */
  readonly roots: readonly string[];
  /** Folders whose plugins run already. */
  readonly running: readonly string[];
  readonly onChange: (change: FolderChange) => void;
  readonly everyMs?: number;
  readonly settleMs?: number;
  readonly patienceMs?: number;
};

/**
 * Watches plugins' folders by looking at them again and again: that misses nothing on any file system, and costs a few
 * milliseconds a second. Returns what ends it.
 */
export function watchFolders(options: WatchOptions): () => void {
  const { roots, running, onChange, everyMs = 250, settleMs = 500, patienceMs = 5_000 } = options;
  const book = createFolderBook({ settleMs, patienceMs, now: () => performance.now() });
  book.begin(statesOf(running));
  const timer = setInterval(() => {
    for (const change of book.look(statesOf(roots.flatMap(listFolders)))) onChange(change);
  }, everyMs);
  return () => clearInterval(timer);
}

function statesOf(folders: readonly string[]): ReadonlyMap<string, FolderState> {
  return new Map(folders.map((folder) => [folder, readFolderState(folder)]));
}
