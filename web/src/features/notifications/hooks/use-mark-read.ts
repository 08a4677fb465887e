import { useApolloClient, useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import {
  LatestNotificationsDocument,
  MarkNotificationReadDocument,
} from '../../../generated/graphql.ts';
import { receivedOf } from './received-source.ts';

/**
 * Marks a notification as read: shown at once, then told to the server, whose counts are read anew; taken back when the
 * server refuses. One that is read already costs nothing.
 */
export function useMarkRead() {
  const client = useApolloClient();
  const { language } = useTranslation().i18n;
  const [mark] = useMutation(MarkNotificationReadDocument, {
    refetchQueries: [LatestNotificationsDocument],
    awaitRefetchQueries: true,
  });
  return async ({ id, readAt }: { readonly id: string; readonly readAt: string | null }) => {
    if (readAt) return;
    const now = new Date().toISOString();
    const source = receivedOf(client, language);
    const isOnlyLive = (nodes: readonly { readonly id: string }[]) =>
      source.get().some((one) => one.id === id) && !nodes.some((one) => one.id === id);
    source.markRead(id, now);
    try {
      await mark({
        variables: { input: { id } },
        optimisticResponse: {
          __typename: 'Mutation',
          markNotificationRead: {
            __typename: 'MarkNotificationReadPayload',
            notification: { __typename: 'Notification', id, readAt: now },
          },
        },
        update: (cache) => {
          cache.updateQuery(
            { query: LatestNotificationsDocument, variables: { language } },
            (present) =>
              present && !isOnlyLive(present.latest.nodes)
                ? {
                    ...present,
                    latest: {
                      ...present.latest,
                      unreadCount: Math.max(0, present.latest.unreadCount - 1),
                    },
                  }
                : undefined,
          );
        },
      });
    } catch {
      source.markRead(id, null);
    }
  };
}
