import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { isProxied, proxyRequest, proxyUpgrade } from './proxy.ts';
import { serveFile } from './serve-file.ts';

/** What to serve, and where. */
export type WebServerOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string | undefined;
  /** A folder that `buildWeb` answered. */
  readonly folder: string;
  /** The router's origin, such as `http://127.0.0.1:3000`. */
  readonly routerUrl: string;
};

/** A server that listens; `stop` ends its connections too. */
export type RunningWebServer = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Serves the client and, under the same origin, the router's `/graphql` (HTTP, event streams, WebSocket), `/files` and
 * `/.well-known`. Throws when the port is taken, naming the variable that chooses it.
 */
export async function startWebServer(options: WebServerOptions): Promise<RunningWebServer> {
  const { port, host = '127.0.0.1', folder, routerUrl } = options;
  const server = createServer((request, response) => {
    if (isProxied(request.url)) proxyRequest(routerUrl, request, response);
    else void serveFile(folder, request, response);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    if (!isProxied(request.url)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    proxyUpgrade(routerUrl, request, socket, head);
  });
  // Event streams and slow uploads outlive any timeout here; the router has its own.
  server.requestTimeout = 0;
  await listen(server, port, host);
  return {
    url: `http://localhost:${portOf(server)}`,
    stop: () => close(server, upgraded),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE';
      const message = `Port ${port} of the web client is in use; choose another with WEB_PORT.`;
      reject(isBusy ? new Error(message, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, upgraded: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of upgraded) socket.destroy();
    server.closeAllConnections();
  });
}
