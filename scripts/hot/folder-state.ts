import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A plugin's folder at one moment. */
export type FolderState = {
  /** Which of the files that a plugin can't be without are not there. */
  readonly missing: readonly string[];
  /** Changes with whatever the plugin's process runs on. */
  readonly signature: string;
};

/** A folder with these is a plugin. */
export const NEEDED = ['manifest.json', 'schema.graphql', 'src/index.ts'];
/** What no process runs on: generated code is ours to write. */
const PASSED_OVER =
  /^(node_modules|generated|test|knowledge|Dockerfile.*|\..*|.*\.(md|test\.ts|log))$/;

/** Looks at a folder; one that is gone, or goes meanwhile, misses everything. */
export function readFolderState(folder: string): FolderState {
  const files = listFiles(folder, '');
  const hash = createHash('sha256');
  for (const file of files) {
    const found = statSync(join(folder, file), { throwIfNoEntry: false });
    if (found) hash.update(`${file}\0${found.size}\0${found.mtimeMs}\n`);
  }
  return {
    missing: NEEDED.filter((file) => !files.includes(file)),
    signature: hash.digest('hex'),
  };
}

/** The plugins' folders below a root, by their real paths: those that start with `_` or `.` are none. */
export function listFolders(root: string): readonly string[] {
  return entriesOf(root)
    .filter((entry) => !/^[_.]/.test(entry.name) && entry.name !== 'node_modules')
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .flatMap(({ name }) => realFolder(join(root, name)) ?? []);
}

/** The real path of a folder; null when there is none. */
export function realFolder(path: string): string | null {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : null;
  } catch {
    return null;
  }
}

function listFiles(folder: string, below: string): string[] {
  return entriesOf(join(folder, below))
    .filter(({ name }) => !PASSED_OVER.test(name))
    .flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      return entry.isDirectory() ? listFiles(folder, path) : [path];
    })
    .sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // it may go at any moment
  }
}
