import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { UsersDocument } from '../../../generated/graphql.ts';

const PAGE_SIZE = 20;

/** The tenant's users whose name or e-mail holds `search`, page by page. */
export function useUsers(search: string) {
  const { data, previousData, error, loading, networkStatus, refetch, fetchMore } = useQuery(
    UsersDocument,
    {
      variables: { first: PAGE_SIZE, search: search || null },
      errorPolicy: 'all',
      fetchPolicy: 'cache-and-network',
      notifyOnNetworkStatusChange: true,
    },
  );
  const connection = (data ?? previousData)?.users;
  return {
    users: connection?.edges.map(({ node }) => node),
    total: connection?.totalCount ?? 0,
    hasMore: connection?.pageInfo.hasNextPage ?? false,
    isLoading: loading && !connection,
    isLoadingMore: networkStatus === NetworkStatus.fetchMore,
    error,
    reload: () => void refetch(),
    loadMore: () =>
      void fetchMore({ variables: { after: connection?.pageInfo.endCursor ?? null } }),
  };
}
