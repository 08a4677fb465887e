import { NetworkStatus } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useSyncExternalStore } from 'react';
import { type PostStatus, PostsDocument } from '../../../generated/graphql.ts';
import { livePostsOf } from './live-posts-source.ts';

const PAGE_SIZE = 20;

/** What the list is narrowed to; empty strings narrow nothing. */
export type PostSearch = { readonly search: string; readonly status: PostStatus | '' };

/** The posts that fit, page by page, and how many arrived meanwhile that the list does not show yet. */
export function usePosts({ search, status }: PostSearch) {
  const client = useApolloClient();
  const source = livePostsOf(client);
  const live = useSyncExternalStore(source.subscribe, source.get);
  const filter = { ...(search ? { search } : {}), ...(status ? { status } : {}) };
  const { data, previousData, error, loading, networkStatus, refetch, fetchMore } = useQuery(
    PostsDocument,
    {
      variables: { first: PAGE_SIZE, filter },
      errorPolicy: 'all',
      fetchPolicy: 'cache-and-network',
      notifyOnNetworkStatusChange: true,
    },
  );
  const connection = (data ?? previousData)?.posts;
  const posts = connection?.edges.map(({ node }) => node);
  const shown = new Set(posts?.map(({ id }) => id));
  const newest = Math.max(...(posts ?? []).map(({ createdAt }) => Date.parse(createdAt)), 0);
  const isNewer = (post: { id: string; createdAt: string }) =>
    !shown.has(post.id) && Date.parse(post.createdAt) > newest;
  return {
    posts,
    total: connection?.totalCount ?? 0,
    hasMore: connection?.pageInfo.hasNextPage ?? false,
    isLoadingMore: networkStatus === NetworkStatus.fetchMore,
    isLoading: loading && !connection,
    arrived: search || status || !posts ? 0 : live.filter(isNewer).length,
    error,
    reload: () => void refetch(),
    loadMore: () =>
      void fetchMore({ variables: { after: connection?.pageInfo.endCursor ?? null } }),
  };
}
