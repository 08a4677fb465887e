import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from '@gestas/sdk';
import type { WebSocket } from 'ws';
import type { Identity } from './client-state.ts';
import { CLOSE_CODES, type CloseCode } from './close-codes.ts';
import type { HubClient } from './create-hub-client.ts';
import type { SubscriptionHub } from './create-subscription-hub.ts';
import { type Authenticate, hasToken, identifySocket } from './identify-socket.ts';
import { sendFrame } from './send-frame.ts';

/** What every socket needs of its surroundings. */
export type SocketDependencies = {
  readonly hub: SubscriptionHub;
  readonly authenticate: Authenticate;
  readonly logger: Logger;
  /** Lower-case names of the upgrade request's headers that plugins receive (static mode). */
  readonly forwardedHeaders: readonly string[];
};

/** One socket from upgrade to close. */
export type SocketSession = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly id: string;
  /** Null until `connection_init` was accepted. */
  client: HubClient | null;
  /** Renewals are done one after another. */
  renewal: Promise<void>;
  /** Ids whose operations are still being prepared. */
  readonly preparing: Set<string>;
};

/** The state of a socket that was just opened. */
export function createSocketSession(socket: WebSocket, request: IncomingMessage): SocketSession {
  const renewal = Promise.resolve();
  return { socket, request, id: randomUUID(), client: null, renewal, preparing: new Set() };
}

/** Closes with a row of the table; a socket that is closing already keeps its first code. */
export function closeSocket(socket: WebSocket, { code, reason }: CloseCode): void {
  if (socket.readyState === socket.OPEN) socket.close(code, printable(reason));
}

/** graphql-ws's core puts a client's id into a reason, which RFC 6455 limits to 123 bytes. */
function printable(reason: string): string {
  return reason.replaceAll(/[^ -~]/g, '?').slice(0, 123);
}

/**
 * Accepts `connection_init`: true, or a payload for the acknowledgement with the tenant's present cursor, from which a
 * client may continue that has not received any message yet. False when the socket was closed.
 */
export async function acceptInit(
  session: SocketSession,
  payload: Readonly<Record<string, unknown>> | undefined,
  dependencies: SocketDependencies,
): Promise<Record<string, unknown> | boolean> {
  const identity = await identify(session, payload, dependencies);
  if (!identity || session.socket.readyState !== session.socket.OPEN) return false;
  session.client = dependencies.hub.connect({
    caller: {
      ...identity,
      session: null,
      transport: 'websocket',
      forwardedHeaders: pick(session.request, dependencies.forwardedHeaders),
    },
    onEnd(reason) {
      const codes = { session: CLOSE_CODES.sessionEnded, shutdown: CLOSE_CODES.restarting };
      closeSocket(session.socket, codes[reason]);
    },
  });
  const cursor = await session.client.cursor();
  return cursor === null ? true : { cursor };
}

/** Answers `ping`; one with a token renews the connection in place, or closes it. The token is never echoed. */
export async function answerPing(
  session: SocketSession,
  payload: Readonly<Record<string, unknown>> | undefined,
  dependencies: SocketDependencies,
): Promise<void> {
  if (session.client && hasToken(payload)) {
    session.renewal = session.renewal.then(() => renew(session, payload, dependencies));
    await session.renewal;
    return sendFrame(session.socket, '{"type":"pong"}');
  }
  const echo = payload && !hasToken(payload) ? { payload } : {};
  await sendFrame(session.socket, JSON.stringify({ type: 'pong', ...echo }));
}

async function renew(
  session: SocketSession,
  payload: Readonly<Record<string, unknown>> | undefined,
  dependencies: SocketDependencies,
): Promise<void> {
  const identity = await identify(session, payload, dependencies);
  if (!identity || session.client?.renew(identity)) return;
  closeSocket(session.socket, CLOSE_CODES.otherSession);
}

async function identify(
  { socket }: SocketSession,
  payload: Readonly<Record<string, unknown>> | undefined,
  { authenticate, hub, logger }: SocketDependencies,
): Promise<Identity | null> {
  const result = await identifySocket(payload, authenticate, hub.limits.maxTokenBytes, logger);
  if ('identity' in result) return result.identity;
  closeSocket(socket, result.refusal);
  return null;
}

function pick({ headers }: IncomingMessage, names: readonly string[]): Record<string, string> {
  const found: [string, string][] = [];
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) found.push([name, String(value)]);
  }
  return Object.fromEntries(found);
}
