import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.ts';

/**
 * Takes the data folder for this process; the returned function gives it back. A lock left by a killed process is
 * taken over.
 * @throws Error naming folder and process when another start holds it.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'start.lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    if (tryCreate(file)) return () => rmSync(file, { force: true });
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder && holder !== process.pid && isAlive(holder, 'node')) {
      throw new Error(
        `Another start (process ${holder}) is using ${folder}. Stop it first, or choose another folder with GESTAS_DATA_DIR.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new Error(`Could not take ${file}: another start is taking it at this moment. Try again.`);
}

function tryCreate(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
