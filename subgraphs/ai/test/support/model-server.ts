import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

// Tests read fields of bodies freely; the shape is the provider's.
const Body = z.any();

/** One request as the server saw it. */
export type SeenRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: z.output<typeof Body>;
};

/** What the server does with the next requests. */
export type Handler = (response: ServerResponse, request: SeenRequest) => void;

/** A provider's double: a real HTTP server whose behaviour each test chooses. */
export type ModelServer = {
  readonly url: string;
  readonly seen: SeenRequest[];
  behave(handler: Handler): void;
  stop(): Promise<void>;
};

/** Starts a server on a free port. */
export async function startModelServer(): Promise<ModelServer> {
  let handler: Handler = (response) => response.writeHead(500).end();
  const seen: SeenRequest[] = [];
  const server: Server = createServer((message, response) => {
    let text = '';
    message.on('data', (part) => {
      text += part;
    });
    message.on('end', () => {
      const body = Body.parse(text === '' ? undefined : JSON.parse(text));
      const request = { path: message.url ?? '', headers: message.headers, body };
      seen.push(request);
      handler(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    behave(next) {
      handler = next;
      seen.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
