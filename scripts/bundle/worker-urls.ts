import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const WORKER = /(new URL\('\.\/[a-z-]+-worker)\.ts(', import\.meta\.url\))/g;

/** Points `new URL('./x-worker.ts', import.meta.url)` at the bundled worker, which lies beside the bundled program. */
export const workerUrls: Plugin = {
  name: 'worker urls',
  setup(build) {
    build.onLoad({ filter: /[\\/]router[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(WORKER, '$1.js$2'),
      loader: 'ts',
    }));
  },
};
