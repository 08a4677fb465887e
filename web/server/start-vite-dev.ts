import { fileURLToPath } from 'node:url';
import type { RunningWebServer } from './start-web-server.ts';

/** Where the development server listens, and the router it passes requests on to. */
export type ViteDevOptions = {
  readonly port: number;
  readonly host?: string | undefined;
  /** The router's origin, such as `http://127.0.0.1:3000`. */
  readonly routerUrl: string;
};

/**
 * Serves the client's sources with Vite, reloading on save, and proxies the router as `startWebServer` does. Throws when
 * the port is taken, naming the variable that chooses it.
 */
export async function startViteDev(options: ViteDevOptions): Promise<RunningWebServer> {
  const { port, host = '127.0.0.1', routerUrl } = options;
  const { createServer } = await import('vite');
  const target = { target: routerUrl, xfwd: true };
  const server = await createServer({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    server: {
      port,
      host,
      strictPort: true,
      proxy: {
        '/graphql': { ...target, ws: true },
        '/files': target,
        '/.well-known': target,
      },
    },
  });
  await server.listen().catch((error: unknown) => {
    const message = `Port ${port} of the web client is in use; choose another with WEB_PORT.`;
    throw new Error(message, { cause: error });
  });
  return {
    url: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? `http://localhost:${port}`,
    stop: () => server.close(),
  };
}
