import { createServer, type IncomingMessage, type Server } from 'node:http';
import { WebSocketServer } from 'ws';

/** A real HTTP and WebSocket server in the router's place, that shows what reached it. */
export type FakeRouter = {
  readonly url: string;
  readonly requests: { readonly url: string; readonly headers: IncomingMessage['headers'] }[];
  /** Sends the next part of every open event stream. */
  readonly push: (part: string) => void;
  readonly openStreams: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts it on a free port: `/graphql` echoes the body, `/graphql/stream` is an event stream, its sockets echo. */
export async function startFakeRouter(): Promise<FakeRouter> {
  const requests: FakeRouter['requests'] = [];
  const streams = new Set<(part: string) => void>();
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    if (request.url === '/graphql/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const write = (part: string) => response.write(part);
      streams.add(write);
      request.on('close', () => streams.delete(write));
      write(': open\n\n');
      return;
    }
    response.writeHead(207, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] });
    request.pipe(response);
  });
  const sockets = new WebSocketServer({
    server,
    handleProtocols: () => 'graphql-transport-ws',
    verifyClient: ({ req }, accept) => accept(req.headers.origin !== 'http://evil.test', 403),
  });
  sockets.on('connection', (socket, request) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    socket.on('message', (message) => socket.send(`echo ${message}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    requests,
    push: (part) => {
      for (const write of streams) write(part);
    },
    openStreams: () => streams.size,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
