import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSyncedFiles } from './render-synced-files.ts';

/**
 * Writes what is derived from the plugins' folders and has changed; with `checking`, only says which it is.
 * @returns the paths of what was stale.
 */
export async function writeSyncedFiles(root: string, checking = false): Promise<readonly string[]> {
  const files = await renderSyncedFiles(root);
  const stale = [...files].filter(([file, text]) => {
    const path = join(root, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  if (!checking) for (const [file, text] of stale) writeFileSync(join(root, file), text);
  return stale.map(([file]) => file);
}
