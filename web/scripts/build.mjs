// Builds the client with Vite into a folder: `node build.mjs OUT [--keep-token]`. A process of its own, so that Vite's
// memory goes when it is done, and so that the build is a production one whatever NODE_ENV says here.
import { fileURLToPath } from 'node:url';

process.env.NODE_ENV = 'production';
const [outDir, flag] = process.argv.slice(2);
const { build } = await import('vite');
await build({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  mode: flag === '--keep-token' ? 'token-kept' : 'production',
  logLevel: 'error',
  build: { outDir, emptyOutDir: true },
});
