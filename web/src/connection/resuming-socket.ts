import { type Client, createClient } from 'graphql-ws';
import { backoff } from './backoff.ts';
import { type Clock, createDeadline, pause } from './clock.ts';
import { createSignal, type Signal } from './create-signal.ts';
import { type CursorKeeper, createCursorKeeper } from './cursor-keeper.ts';
import type { GraphQLPayload } from './post-graphql.ts';
import type { Recovery } from './recovery-of.ts';
import { type SubscriptionSink, subscribeResuming } from './resuming-subscription.ts';

/**
 * `live`: events arrive. `resuming`: the connection was lost and is being taken up where it stood. `stale`: it has been
 * lost for long, or events are gone and the data is being loaded anew. `connecting`: not yet live for the first time.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'resuming' | 'stale';

/** What the socket works with. */
export type ResumingSocketParts = {
  readonly url: string;
  readonly clock: Clock;
  readonly random?: () => number;
  /** The access token to connect with; `fresh` asks for a new one, because the last was refused. */
  readonly token: (fresh: boolean) => Promise<string | null>;
  /** Loads anew what events can no longer bring. */
  readonly reload: () => Promise<void>;
  /** Only outside browsers. */
  readonly webSocketImpl?: unknown;
};

/** A socket that all subscriptions of the tab share and that takes each up where it stood. */
export type ResumingSocket = {
  readonly status: Omit<Signal<ConnectionStatus>, 'set'>;
  readonly subscribe: (payload: GraphQLPayload, sink: SubscriptionSink) => () => void;
  /** Renews the token in place: a `ping` with the payload of `connection_init`. */
  readonly renew: (accessToken: string) => void;
  readonly close: () => void;
};

type OpenSocket = Pick<WebSocket, 'send' | 'readyState'>;

const RETRY = { base: 250, cap: 8_000 };
const STALE_AFTER = 20_000;
const KEEP_ALIVE = 12_000;
const PONG_WITHIN = 6_000;
/** Closed because the token was refused (4403) or missing (4401): the next try needs another one. */
const TOKEN_REFUSED = new Set([4401, 4403]);
const OPEN = 1;

const bearer = (token: string | null) => (token ? { authorization: `Bearer ${token}` } : {});

/** Opens the tab's socket at once and keeps it open until `close`. */
export function createResumingSocket(parts: ResumingSocketParts): ResumingSocket {
  const { clock } = parts;
  const status = createSignal<ConnectionStatus>('connecting');
  const cursors = new Set<CursorKeeper>();
  let socket: OpenSocket | null = null;
  let wantsFresh = false;

  const reload = shareInFlight(async () => {
    status.set('stale');
    await parts.reload();
    if (socket) status.set('live');
  });
  const silence = createDeadline(clock, PONG_WITHIN, () => client.terminate());
  const absence = createDeadline(clock, STALE_AFTER, () => status.set('stale'));
  const recover = async (recovery: Recovery) => {
    if (recovery === 'reload') await reload();
    if (recovery === 'renew' || recovery === 'leave') return (await parts.token(true)) !== null;
    return true;
  };
  const client = openClient(parts, {
    params: async () => bearer(await parts.token(wantsFresh)),
    connected: (opened) => {
      const isReturn = status.get() !== 'connecting';
      socket = opened as OpenSocket;
      wantsFresh = false;
      absence.stop();
      status.set('live');
      if (isReturn && [...cursors].some((cursor) => !cursor.canResume())) void reload();
    },
    closed: (event) => {
      socket = null;
      wantsFresh = TOKEN_REFUSED.has((event as { code?: number }).code ?? 0);
      silence.stop();
      absence.start();
      if (status.get() === 'live') status.set('resuming');
    },
    ping: (received) => received || silence.start(),
    pong: (received) => received && silence.stop(),
    gaveUp: () => status.set('stale'),
  });

  return {
    status,
    subscribe: (payload, sink) => {
      const cursor = createCursorKeeper();
      cursors.add(cursor);
      const subscribeOnce = client.subscribe;
      const stop = subscribeResuming(payload, sink, { ...parts, subscribeOnce, recover, cursor });
      return () => {
        cursors.delete(cursor);
        stop();
      };
    },
    renew: (accessToken) => {
      if (socket?.readyState !== OPEN) return;
      socket.send(JSON.stringify({ type: 'ping', payload: bearer(accessToken) }));
    },
    close: () => {
      absence.stop();
      silence.stop();
      void Promise.resolve(client.dispose()).catch(() => undefined);
    },
  };
}

type ClientHooks = {
  readonly params: () => Promise<Record<string, unknown>>;
  readonly connected: (socket: unknown) => void;
  readonly closed: (event: unknown) => void;
  readonly ping: (received: boolean) => unknown;
  readonly pong: (received: boolean) => unknown;
  readonly gaveUp: () => void;
};

/** Callers that come while `task` runs share that run. */
function shareInFlight(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= task().finally(() => {
      running = null;
    });
    return running;
  };
}

/** The client of graphql-ws, told never to give up and to spread its retries. */
function openClient(
  { url, clock, random, webSocketImpl }: ResumingSocketParts,
  hooks: ClientHooks,
): Client {
  return createClient({
    url,
    lazy: false,
    onNonLazyError: hooks.gaveUp,
    keepAlive: KEEP_ALIVE,
    connectionAckWaitTimeout: PONG_WITHIN,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) => pause(clock, backoff(attempt, RETRY, random)),
    connectionParams: hooks.params,
    on: { connected: hooks.connected, closed: hooks.closed, ping: hooks.ping, pong: hooks.pong },
    ...(webSocketImpl ? { webSocketImpl } : {}),
  });
}
