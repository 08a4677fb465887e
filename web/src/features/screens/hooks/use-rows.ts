import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { parse } from 'graphql';
import { useMemo } from 'react';
import { type Answer, appendPage, readConnection } from './answer.ts';

const PAGE_SIZE = 20;

/** The rows a manifest's document answers, page by page; nothing of them goes into the client's cache. */
export function useRows(document: string) {
  const query = useMemo(() => parse(document), [document]);
  const { data, previousData, error, loading, networkStatus, refetch, fetchMore } =
    useQuery<Answer>(query, {
      variables: { first: PAGE_SIZE },
      errorPolicy: 'all',
      fetchPolicy: 'no-cache',
      notifyOnNetworkStatusChange: true,
    });
  const answer = data ?? previousData;
  const { rows, total, next } = readConnection(answer);
  const isLoadingMore = networkStatus === NetworkStatus.fetchMore;
  return {
    rows,
    total: Math.max(total, rows.length),
    hasMore: next !== null,
    isLoading: loading && !answer,
    isLoadingMore,
    error,
    reload: () => void refetch().catch(() => undefined),
    loadMore: () =>
      void fetchMore({
        variables: { first: PAGE_SIZE, after: next },
        updateQuery: (before, { fetchMoreResult }) => appendPage(before as Answer, fetchMoreResult),
      }).catch(() => undefined),
  };
}
