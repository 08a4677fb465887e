import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What the client is made from, relative to the checkout. */
const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'web/codegen.ts',
  'web/scripts/build.mjs',
  'web/package.json',
  'package-lock.json',
  'supergraph.graphql',
];

/**
 * A sha256 (hex) of everything the client is made from: its sources but tests and generated files, the supergraph its
 * operations are typed by, the locked dependencies, and `variant`, which names the build's options. `root` is the checkout.
 */
export async function sourceKey(root: string, variant: string): Promise<string> {
  const lists = await Promise.all(SOURCES.map((path) => filesBelow(join(root, path))));
  const files = lists.flat().filter((path) => !isLeftOut(path));
  const hash = createHash('sha256').update(variant);
  for (const file of files.sort()) {
    const content = await readFile(file);
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0${content.length}\0`);
    hash.update(content);
  }
  return hash.digest('hex');
}

function isLeftOut(path: string): boolean {
  return path.split(sep).includes('generated') || /\.test\.tsx?$/.test(path);
}

async function filesBelow(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
