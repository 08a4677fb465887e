import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageFolders } from './package-folders.ts';
import { workerUrls } from './worker-urls.ts';

/** What to bundle, and where to. */
export type BundleOptions = {
  /** Gets `src/<entry's name>.js`, `package.json`, and `node_modules` with the kept packages. */
  readonly folder: string;
  /** TypeScript files that are started: the program first, then its worker threads, each name once. */
  readonly entries: readonly string[];
  /** Packages that can't be bundled, such as native ones: copied, with all that they need. */
  readonly keep: readonly string[];
};

/** Some packages are CommonJS and ask for a `require`, which modules don't have. */
const BANNER =
  "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

/** Bundles programs for production with esbuild. The same files run on every Node from 20.19 on. */
export async function bundle({ folder, entries, keep }: BundleOptions) {
  const { metafile } = await build({
    entryPoints: [...entries],
    outdir: join(folder, 'src'),
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [...keep],
    banner: { js: BANNER },
    logLevel: 'warning',
    plugins: [workerUrls],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const name of packageFolders(keep)) {
    cpSync(join('node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
  const outputs = Object.values(metafile.outputs);
  return { files: outputs.length, bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0) };
}
