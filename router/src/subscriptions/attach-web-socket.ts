import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE_CODES } from './close-codes.ts';
import { createMessageBudget } from './create-message-budget.ts';
import { createSocketProtocol } from './create-socket-protocol.ts';
import { sendFrame } from './send-frame.ts';
import {
  answerPing,
  closeSocket,
  createSocketSession,
  type SocketDependencies,
  type SocketSession,
} from './socket-session.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';

/** What the WebSocket door needs. */
export type WebSocketOptions = SocketDependencies & {
  /** The path that is upgraded; `/graphql` when left out. */
  readonly path?: string;
  /** Origins of pages that may connect, besides the router's own. A request without an Origin is no page's. */
  readonly allowedOrigins: readonly string[];
};

/** An open door; `close` says farewell, closes every socket and lets nobody in. */
export type WebSocketDoor = { close(): Promise<void> };

/** Serves graphql-transport-ws on the upgrades of an HTTP server. */
export function attachWebSocket(server: Server, options: WebSocketOptions): WebSocketDoor {
  const { hub, logger } = options;
  const { limits } = hub;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const protocol = createSocketProtocol(options);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (err) => logger.debug({ err }, 'socket failed before its upgrade'));
    const refusal = refuse(request, options, sockets.clients.size);
    if (refusal) return answerRefusal(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const session = createSocketSession(opened, request);
      const closed = protocol.opened(adapt(session, options), session);
      opened.once('close', (code, reason) => void closed(code, String(reason)));
    });
  };
  server.on('upgrade', onUpgrade);
  const stopBeating = beat(sockets, limits);

  return {
    async close() {
      await hub.close();
      server.off('upgrade', onUpgrade);
      stopBeating();
      for (const socket of sockets.clients) closeSocket(socket, CLOSE_CODES.restarting);
      await closed(sockets, limits.farewellMs);
    },
  };
}

type Refusal = '403 Forbidden' | '404 Not Found' | '503 Service Unavailable';

function refuse(
  { url = '', headers }: IncomingMessage,
  { path = '/graphql', allowedOrigins, hub }: WebSocketOptions,
  open: number,
): Refusal | null {
  if (url.split('?', 1)[0] !== path) return '404 Not Found';
  if (isForeign(headers, allowedOrigins)) return '403 Forbidden';
  return hub.isDraining() || open >= hub.limits.sockets ? '503 Service Unavailable' : null;
}

function isForeign(
  { origin, host }: IncomingMessage['headers'],
  allowedOrigins: readonly string[],
): boolean {
  if (origin === undefined || allowedOrigins.includes(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

function answerRefusal(socket: Duplex, refusal: Refusal): void {
  const retry = refusal.startsWith('503') ? 'retry-after: 1\r\n' : '';
  socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n${retry}\r\n`);
}

/** The socket as graphql-ws's core wants to see it. */
function adapt(session: SocketSession, options: WebSocketOptions) {
  const { socket } = session;
  const { limits } = options.hub;
  const budget = createMessageBudget(limits.messagesPerSecond, limits.messageBurst);
  const fail = (err: unknown) => {
    options.logger.error({ err }, 'socket message failed');
    closeSocket(socket, CLOSE_CODES.internal);
  };
  socket.on('error', (err) => options.logger.debug({ err }, 'socket failed'));
  return {
    protocol: socket.protocol,
    send: (text: string) => sendFrame(socket, text),
    close: (code = 1000, reason = '') => closeSocket(socket, { code, reason }),
    onMessage(handle: (text: string) => Promise<void>) {
      socket.on('message', (data) => {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > limits.socketBufferBytes) return socket.terminate();
        if (!budget.spend()) return closeSocket(socket, CLOSE_CODES.flooding);
        handle(String(data)).catch(fail);
      });
    },
    onPing: (payload: Record<string, unknown> | undefined) => answerPing(session, payload, options),
  };
}

/** Pings every socket; one that did not answer since the last ping is dead and is cut off. */
function beat(sockets: WebSocketServer, limits: SubscriptionLimits): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket));
      socket.ping();
    }
  }, limits.heartbeatMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Waits until every socket is closed; those that don't answer are cut off after a while. */
async function closed(sockets: WebSocketServer, patienceMs: number): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, patienceMs);
  await new Promise<void>((resolve) => sockets.close(() => resolve()));
  clearTimeout(timer);
}
