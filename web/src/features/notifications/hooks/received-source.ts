import type { ApolloClient } from '@apollo/client';
import { createSignal } from '../../../connection/create-signal.ts';
import {
  type NotificationFieldsFragment,
  NotificationReceivedDocument,
} from '../../../generated/graphql.ts';

const KEPT = 100;

/** The notifications that events brought, newest first; one subscription for whoever looks. */
export type ReceivedSource = {
  readonly get: () => readonly NotificationFieldsFragment[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Notes that some were read, so that they no longer count. */
  readonly markRead: (id: string, readAt: string | null) => void;
};

const sources = new WeakMap<ApolloClient, Map<string, ReceivedSource>>();

/** The source of this client in a language: it subscribes with its first listener and leaves with its last. */
export function receivedOf(client: ApolloClient, language: string): ReceivedSource {
  const ofClient = sources.get(client) ?? new Map<string, ReceivedSource>();
  sources.set(client, ofClient);
  const source = ofClient.get(language) ?? createSource(client, language);
  ofClient.set(language, source);
  return source;
}

function createSource(client: ApolloClient, language: string): ReceivedSource {
  const received = createSignal<readonly NotificationFieldsFragment[]>([]);
  let listeners = 0;
  let leave = () => {};

  const follow = () => {
    const following = client
      .subscribe({ query: NotificationReceivedDocument, variables: { language } })
      .subscribe({
        next: ({ data }) => {
          const one = data?.notificationReceived;
          if (!one) return;
          const others = received.get().filter(({ id }) => id !== one.id);
          received.set([one, ...others].slice(0, KEPT));
        },
        error: () => undefined,
      });
    leave = () => following.unsubscribe();
  };
  return {
    get: received.get,
    subscribe: (listener) => {
      const stop = received.subscribe(listener);
      listeners += 1;
      if (listeners === 1) follow();
      return () => {
        stop();
        listeners -= 1;
        if (listeners === 0) leave();
      };
    },
    markRead: (id, readAt) =>
      received.set(received.get().map((one) => (one.id === id ? { ...one, readAt } : one))),
  };
}
