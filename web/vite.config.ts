import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What of graphql-js the shell needs. Pages that also parse would split it in two, and two files are larger than one. */
const GRAPHQL =
  /node_modules[\\/]graphql[\\/](language[\\/](ast|kinds|visitor|printer|blockString|printString|characterClasses)|jsutils[\\/](inspect|devAssert))\.m?js$/;

/** `WEB_TOKEN_STORE=localStorage` keeps the access token there: weaker, see SECURITY.md. Set by `server/build-web.ts`. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  define: {
    'import.meta.env.WEB_TOKEN_STORE': JSON.stringify(
      mode === 'token-kept' ? 'localStorage' : 'memory',
    ),
  },
  worker: { format: 'es' as const },
  build: {
    manifest: true,
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 6_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'graphql-language', test: GRAPHQL }],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
}));
