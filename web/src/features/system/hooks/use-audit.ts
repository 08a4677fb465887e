import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { AuditDocument } from '../../../generated/graphql.ts';
import { type AuditSearch, toAuditFilter } from './audit-search.ts';

const PAGE_SIZE = 30;

/** What was done in the tenant, newest first, page by page. */
export function useAudit(search: AuditSearch) {
  const { data, previousData, error, loading, networkStatus, refetch, fetchMore } = useQuery(
    AuditDocument,
    {
      variables: { first: PAGE_SIZE, filter: toAuditFilter(search) },
      errorPolicy: 'all',
      fetchPolicy: 'cache-and-network',
      notifyOnNetworkStatusChange: true,
    },
  );
  const connection = (data ?? previousData)?.auditEntries;
  const isLoadingMore = networkStatus === NetworkStatus.fetchMore;
  return {
    entries: connection?.edges.map(({ node }) => node),
    total: connection?.totalCount ?? 0,
    hasMore: connection?.pageInfo.hasNextPage ?? false,
    isLoading: loading && !connection,
    isLoadingMore,
    error,
    reload: () => void refetch(),
    loadMore: () => {
      if (isLoadingMore) return;
      void fetchMore({ variables: { after: connection?.pageInfo.endCursor ?? null } });
    },
  };
}
