import type { ApolloClient } from '@apollo/client';
import type { Signal } from './create-signal.ts';

/** What events brought, for whoever looks; fits React's `useSyncExternalStore`. */
export type EventSource<Value> = Pick<Signal<Value>, 'get' | 'subscribe'>;

/** So many events since the last reading make another: sources keep the newest hundred only. */
export const READ_AGAIN_AT = 50;
/** How many a source that keeps things keeps. */
export const KEPT = 100;

/** A signal that `follow` feeds while somebody listens: from the first listener until the last has left. */
export function followWhileHeard<Value>(
  { get, subscribe }: Signal<Value>,
  follow: () => { unsubscribe(): void },
): EventSource<Value> {
  let listeners = 0;
  let following: { unsubscribe(): void } | undefined;
  return {
    get,
    subscribe(listener) {
      const stop = subscribe(listener);
      listeners += 1;
      if (listeners === 1) following = follow();
      return () => {
        stop();
        listeners -= 1;
        if (listeners === 0) following?.unsubscribe();
      };
    },
  };
}

/** Keeps one source for each client and key, made when it is first asked for. */
export function onePerClient<Source>(make: (client: ApolloClient, key: string) => Source) {
  const sources = new WeakMap<ApolloClient, Map<string, Source>>();
  return (client: ApolloClient, key = ''): Source => {
    const ofClient = sources.get(client) ?? new Map<string, Source>();
    sources.set(client, ofClient);
    const source = ofClient.get(key) ?? make(client, key);
    ofClient.set(key, source);
    return source;
  };
}
