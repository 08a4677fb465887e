import { type Clock, systemClock } from './clock.ts';
import { createSignal, type Signal } from './create-signal.ts';
import { type ExecuteOptions, executeRequest } from './execute-request.ts';
import { type Answer, type GraphQLPayload, postGraphQL } from './post-graphql.ts';
import {
  type ConnectionStatus,
  createResumingSocket,
  type ResumingSocket,
} from './resuming-socket.ts';
import type { SubscriptionSink } from './resuming-subscription.ts';
import { runAlone } from './run-alone.ts';
import { createSessionKeeper, type SessionKeeper } from './session-keeper.ts';
import { createSessionMemory, type Storages } from './session-memory.ts';
import { createSessionRequests } from './session-requests.ts';

/** Where the graph is, and the parts of the browser that are used. */
export type ConnectionOptions = {
  /** The GraphQL endpoint over HTTP. */
  readonly url: string;
  /** The same endpoint over WebSocket. */
  readonly socketUrl: string;
  /** `session.graphql` as text. */
  readonly sessionDocument: string;
  readonly storages: Storages;
  /** Keeps the access token in localStorage: weaker, see `createSessionMemory`. */
  readonly keepToken: boolean;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
  readonly webSocketImpl?: unknown;
};

/** The client's only way to the graph: session, requests and subscriptions, with renewal and retries inside. */
export type ConnectionManager = {
  readonly session: SessionKeeper;
  readonly status: Omit<Signal<ConnectionStatus>, 'set'>;
  /** Sends a query or a mutation as the signed-in viewer. */
  readonly execute: (payload: GraphQLPayload, options: ExecuteOptions) => Promise<Answer>;
  /** Subscribes as the signed-in viewer and resumes after a lost connection; answers the function that stops it. */
  readonly subscribe: (payload: GraphQLPayload, sink: SubscriptionSink) => () => void;
  /** Registers what loads data anew when events are gone for good. Answers the function that takes it back. */
  readonly onGap: (reload: () => Promise<unknown>) => () => void;
};

/** Makes the manager and, whenever somebody is signed in, keeps their socket. */
export function createConnectionManager(options: ConnectionOptions): ConnectionManager {
  const { url, clock = systemClock, fetch: send, webSocketImpl } = options;
  const session = createSessionKeeper({
    requests: createSessionRequests({ url, document: options.sessionDocument, fetch: send }),
    memory: createSessionMemory(options.storages, options.keepToken),
    runAlone,
    clock,
  });
  const reloads = new Set<() => Promise<unknown>>();
  const token = async (fresh: boolean) =>
    fresh ? ((await session.refresh())?.accessToken ?? null) : session.token();
  const post = (payload: GraphQLPayload, accessToken: string | null, signal?: AbortSignal) =>
    postGraphQL(payload, {
      url,
      signal,
      headers: accessToken ? { authorization: `Bearer ${accessToken}` } : {},
      ...(send ? { fetch: send } : {}),
    });
  const socket = keepSocket(session, () =>
    createResumingSocket({
      url: options.socketUrl,
      clock,
      token,
      reload: async () => {
        await Promise.allSettled([...reloads].map((reload) => reload()));
      },
      webSocketImpl,
    }),
  );
  return {
    session,
    status: socket.status,
    execute: (payload, how) => executeRequest(payload, how, { post, token, clock }),
    subscribe: (payload, sink) => socket.current().subscribe(payload, sink),
    onGap: (reload) => {
      reloads.add(reload);
      return () => reloads.delete(reload);
    },
  };
}

/** One socket per session: opened at the first use, renewed with the token, closed when the session changes or ends. */
function keepSocket(session: SessionKeeper, open: () => ResumingSocket) {
  const status = createSignal<ConnectionStatus>('connecting');
  let held: { socket: ResumingSocket; sessionId: string } | null = null;

  const close = () => {
    held?.socket.close();
    held = null;
    status.set('connecting');
  };
  const current = () => {
    const state = session.state.get();
    const sessionId = state.status === 'signed-in' ? state.session.id : '';
    if (held?.sessionId === sessionId) return held.socket;
    close();
    const socket = open();
    socket.status.subscribe(() => {
      if (held?.socket === socket) status.set(socket.status.get());
    });
    held = { socket, sessionId };
    return socket;
  };
  session.state.subscribe(() => {
    const state = session.state.get();
    if (state.status !== 'signed-in') close();
    else current().renew(state.session.accessToken);
  });
  return { status, current };
}
