import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a plugin does with one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Ways to answer, and not to. */
export const BEHAVIOURS = {
  ok: (_request, response) => void response.end('{"data":{"ok":true}}'),
  hang: () => undefined,
  garbage: (_request, response) => void response.end('<html>no</html>'),
  reset: (request) => void request.socket.resetAndDestroy(),
  cut(request, response) {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('{"data":');
    setImmediate(() => request.socket.resetAndDestroy());
  },
  gateway: (_request, response) => void response.writeHead(503).end('busy'),
  announced: (_request, response) =>
    void response.writeHead(200, { 'content-length': 50_000_000 }).write('x'),
  huge(_request, response) {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const more = () => {
      while (sent < 50 && !response.destroyed) {
        sent += 1;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  },
} satisfies Record<string, Behaviour>;

/** A plugin that can be told to misbehave; counts what reached it. */
export async function startFaultServer(behaviour: Behaviour = BEHAVIOURS.ok) {
  const state = {
    behaviour,
    requests: [] as { headers: IncomingMessage['headers']; body: string }[],
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      state.requests.push({ headers: request.headers, body });
      state.behaviour(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    state,
    url: `http://localhost:${port}/graphql`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
