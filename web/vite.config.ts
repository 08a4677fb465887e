import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
  },
}));
