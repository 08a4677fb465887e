import { createSignal } from '../../../connection/create-signal.ts';
import {
  type EventSource,
  followWhileHeard,
  KEPT,
  onePerClient,
} from '../../../connection/event-source.ts';
import {
  type NotificationFieldsFragment,
  NotificationReceivedDocument,
} from '../../../generated/graphql.ts';

/** The notifications that events brought, newest first; one subscription for whoever looks. */
export type ReceivedSource = EventSource<readonly NotificationFieldsFragment[]> & {
  /** Notes that some were read, so that they no longer count. */
  readonly markRead: (id: string, readAt: string | null) => void;
};

/** The source of a client in a language. */
export const receivedOf = onePerClient((client, language): ReceivedSource => {
  const received = createSignal<readonly NotificationFieldsFragment[]>([]);
  const follow = () =>
    client.subscribe({ query: NotificationReceivedDocument, variables: { language } }).subscribe({
      next: ({ data }) => {
        const one = data?.notificationReceived;
        if (!one) return;
        const others = received.get().filter(({ id }) => id !== one.id);
        received.set([one, ...others].slice(0, KEPT));
      },
      error: () => undefined,
    });
  return {
    ...followWhileHeard(received, follow),
    markRead: (id, readAt) =>
      received.set(received.get().map((one) => (one.id === id ? { ...one, readAt } : one))),
  };
});
