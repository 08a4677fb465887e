import { useApolloClient, useQuery } from '@apollo/client/react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import {
  LatestNotificationsDocument,
  type NotificationFieldsFragment,
} from '../../../generated/graphql.ts';
import { useReadAgain } from '../../../hooks/use-read-again.ts';
import { mergeReceived, unseenOf } from './merge-unread.ts';
import { receivedOf } from './received-source.ts';

const SHOWN = 6;

/**
 * The newest notifications and the number of unread ones: read once, then moved by `notificationReceived`, and read again
 * when the tab comes back into sight, for another tab may have read some, and when many have come. Undefined while they load.
 */
export function useLatest() {
  const client = useApolloClient();
  const { language } = useTranslation().i18n;
  const source = receivedOf(client, language);
  const received = useSyncExternalStore(source.subscribe, source.get);
  const isSeen = useDocumentVisibility() === 'visible';
  const { data, error, refetch } = useQuery(LatestNotificationsDocument, {
    variables: { language },
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (isSeen) refetch().catch(() => undefined);
  }, [isSeen, refetch]);
  const unseen = data?.latest ? unseenOf(data.latest, received).length : 0;
  useReadAgain({ snapshot: data?.latest, received, unseen }, refetch);
  const merged =
    data?.latest && mergeReceived<NotificationFieldsFragment>(data.latest, received, SHOWN);
  return { latest: merged?.latest, unread: merged?.unread, received, error };
}
