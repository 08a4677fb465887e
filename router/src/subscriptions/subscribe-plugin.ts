import { AppError } from '@gestas/sdk';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A GraphQL request to a plugin. */
export type UpstreamRequest = {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Where and what to subscribe. */
export type PluginSubscription = {
  /** `ws://` or `wss://`; null when the plugin can't be reached. */
  readonly url: string | null;
  readonly request: UpstreamRequest;
  readonly connectionParams: () => Promise<Record<string, unknown>>;
};

/** One result of the plugin's subscription, not looked at yet. */
export type PluginAnswer = {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly unknown[] | undefined;
};

/** Hears what the plugin says. `onEnd` comes once, with a cause unless the plugin completed. */
export type PluginListener = {
  onAnswer(answer: PluginAnswer): void;
  onEnd(cause: Error | null): void;
};

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** A class because `graphql-ws` constructs its sockets itself and hands no options on. */
class PluginSocket extends WebSocket {
  constructor(url: string, protocol: string) {
    super(url, protocol, { maxPayload: MAX_ANSWER_BYTES, perMessageDeflate: false });
  }
}

/**
 * Subscribes at a plugin over graphql-transport-ws, on a socket of its own. It is not tried again when it is lost:
 * events in between would be missing silently. Returns what ends it. (Disposing rejects while connecting fails.)
 */
export function subscribePlugin(
  { url, request, connectionParams }: PluginSubscription,
  listener: PluginListener,
): () => void {
  if (url === null) {
    queueMicrotask(() =>
      listener.onEnd(new AppError('PLUGIN_UNAVAILABLE', 'No address is known.')),
    );
    return () => {};
  }
  const client = createClient({
    url,
    webSocketImpl: PluginSocket,
    connectionParams,
    retryAttempts: 0,
    onNonLazyError: () => {},
  });
  const dispose = () => {
    Promise.resolve(client.dispose()).catch(() => {});
  };
  const end = (cause: unknown) => {
    listener.onEnd(cause === null ? null : toError(cause));
    dispose();
  };
  const unsubscribe = client.subscribe(
    { ...request },
    { next: (answer) => listener.onAnswer(answer), error: end, complete: () => end(null) },
  );
  return () => {
    unsubscribe();
    dispose();
  };
}

function toError(cause: unknown): Error {
  if (cause instanceof Error) return cause;
  return new Error('the plugin refused or closed the subscription', { cause });
}
