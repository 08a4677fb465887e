import { NetworkStatus } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { InboxDocument } from '../../../generated/graphql.ts';
import { receivedOf } from './received-source.ts';

const PAGE_SIZE = 20;

/** The viewer's notifications, newest first, page by page, and how many arrived that the list does not show yet. */
export function useInbox(unreadOnly: boolean) {
  const client = useApolloClient();
  const { language } = useTranslation().i18n;
  const source = receivedOf(client, language);
  const received = useSyncExternalStore(source.subscribe, source.get);
  const { data, previousData, error, loading, networkStatus, refetch, fetchMore } = useQuery(
    InboxDocument,
    {
      variables: { first: PAGE_SIZE, unreadOnly, language },
      errorPolicy: 'all',
      fetchPolicy: 'cache-and-network',
      notifyOnNetworkStatusChange: true,
    },
  );
  const connection = (data ?? previousData)?.notifications;
  const items = connection?.edges.map(({ node }) => node);
  const shown = new Set(items?.map(({ id }) => id));
  const newest = Math.max(...(items ?? []).map(({ createdAt }) => Date.parse(createdAt)), 0);
  const isNewer = (one: { id: string; createdAt: string }) =>
    !shown.has(one.id) && Date.parse(one.createdAt) > newest;
  return {
    items,
    total: connection?.totalCount ?? 0,
    hasMore: connection?.pageInfo.hasNextPage ?? false,
    isLoading: loading && !connection,
    isLoadingMore: networkStatus === NetworkStatus.fetchMore,
    arrived: items ? received.filter(isNewer).length : 0,
    error,
    reload: () => void refetch(),
    loadMore: () =>
      void fetchMore({ variables: { after: connection?.pageInfo.endCursor ?? null } }),
  };
}
