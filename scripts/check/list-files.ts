import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'artefacts', 'coverage']);

/** Every file below a folder that people write, relative to it, with `/` on every system. */
export function listFiles(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    const hidden = entry.name.startsWith('.');
    return entry.isDirectory() && !hidden && !SKIPPED.has(entry.name) ? listFiles(root, path) : [];
  });
}
