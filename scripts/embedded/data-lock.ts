import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { hasCode } from './has-code.ts';
import { identityOf } from './processes.ts';

const ATTEMPTS = 20;
const HELD = 'FOLDER_HELD';

/**
 * Takes the data folder for this process; the returned function gives it back. A lock left by a killed process is
 * taken over.
 * @throws Error naming folder and process when another start holds it, or saying why the folder can't be used.
 */
export function lockDataFolder(folder: string): () => void {
  requireWritable(folder);
  const file = join(folder, 'start.lock');
  const own = identityOf(process.pid) ?? String(process.pid);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (tryCreate(file, own)) return () => release(file, own);
    const holder = readHolder(file);
    if (holder === undefined) continue;
    const pid = Number.parseInt(holder, 10);
    if (pid && identityOf(pid) === holder) {
      const problem = `Another start (process ${pid}) is using ${folder}. Stop it first, or choose another folder with GESTAS_DATA_DIR.`;
      throw Object.assign(new Error(problem), { code: HELD });
    }
    removeStale(file, holder);
  }
  throw new Error(`Could not take ${file}: another start is taking it at this moment. Try again.`);
}

/** Writes what is written next anyway, to explain what a bare `EACCES` would not. */
function requireWritable(folder: string): void {
  const probe = join(folder, `write.${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      `The data folder ${folder} cannot be written (${code ?? message}). Make it a folder that this account may write, or choose ` +
        'another with GESTAS_DATA_DIR.',
      { cause },
    );
  }
}

/** One folder at a time: Node's own recursion never ends where the system says ENOENT to a parent that is there (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

/** A link appears whole or not at all, so that nobody reads a lock without its holder. */
function tryCreate(file: string, holder: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, holder);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // given back at this moment
  }
}

/** Moved away first: if another start has taken over meanwhile, it was its lock that was moved, and it gets it back. */
function removeStale(file: string, holder: string): void {
  const moved = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, moved);
    if (readHolder(moved) !== holder) linkSync(moved, file);
  } catch {
    // somebody else was faster
  } finally {
    rmSync(moved, { force: true });
  }
}

function release(file: string, own: string): void {
  if (readHolder(file) === own) rmSync(file, { force: true });
}
