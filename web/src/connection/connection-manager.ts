import { type Clock, systemClock } from './clock.ts';
import { createSignal, type Signal } from './create-signal.ts';
import { type ExecuteOptions, executeRequest } from './execute-request.ts';
import { type Answer, type GraphQLPayload, postGraphQL } from './post-graphql.ts';
import type { ConnectionStatus, ResumingSocket } from './resuming-socket.ts';
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
  const socket = keepSocket(session, async () => {
    const { createResumingSocket } = await import('./resuming-socket.ts');
    return createResumingSocket({
      url: options.socketUrl,
      clock,
      token,
      reload: async () => {
        await Promise.allSettled([...reloads].map((reload) => reload()));
      },
      webSocketImpl,
    });
  });
  return {
    session,
    status: socket.status,
    execute: (payload, how) => executeRequest(payload, how, { post, token, clock }),
    subscribe: (payload, sink) => subscribeOnceOpen(socket.current(), payload, sink),
    onGap: (reload) => {
      reloads.add(reload);
      return () => reloads.delete(reload);
    },
  };
}

/** Subscribes when the socket's code is there; answers at once the function that stops it. */
function subscribeOnceOpen(
  opening: Promise<ResumingSocket>,
  payload: GraphQLPayload,
  sink: SubscriptionSink,
): () => void {
  let isOver = false;
  let stop = () => {};
  opening.then(
    (socket) => {
      if (!isOver) stop = socket.subscribe(payload, sink);
    },
    (error: unknown) => isOver || sink.error(error),
  );
  return () => {
    isOver = true;
    stop();
  };
}

/**
 * One socket per session: opened at the first use, renewed with the token, closed when the session changes or ends. Its
 * code is loaded then only, so that it does not weigh on the sign-in page.
 */
function keepSocket(session: SessionKeeper, open: () => Promise<ResumingSocket>) {
  const status = createSignal<ConnectionStatus>('connecting');
  let held: { opening: Promise<ResumingSocket>; sessionId: string } | null = null;

  const close = () => {
    held?.opening.then((socket) => socket.close()).catch(() => undefined);
    held = null;
    status.set('connecting');
  };
  const follow = (opening: Promise<ResumingSocket>) => (socket: ResumingSocket) => {
    const tell = () => {
      if (held?.opening === opening) status.set(socket.status.get());
    };
    socket.status.subscribe(tell);
    tell();
  };
  const abandon = (opening: Promise<ResumingSocket>) => () => {
    if (held?.opening !== opening) return;
    held = null;
    status.set('stale');
  };
  const current = () => {
    const state = session.state.get();
    const sessionId = state.status === 'signed-in' ? state.session.id : '';
    if (held?.sessionId === sessionId) return held.opening;
    close();
    const opening = open();
    held = { opening, sessionId };
    opening.then(follow(opening), abandon(opening));
    return opening;
  };
  const renew = (accessToken: string) =>
    current().then(
      (socket) => socket.renew(accessToken),
      () => undefined,
    );
  session.state.subscribe(() => {
    const state = session.state.get();
    if (state.status === 'signed-in') void renew(state.session.accessToken);
    else close();
  });
  return { status, current };
}
