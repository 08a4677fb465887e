import { useApolloClient, useQuery } from '@apollo/client/react';
import { useSyncExternalStore } from 'react';
import { LivePostsDocument, type PostSummaryFragment } from '../../../generated/graphql.ts';
import { useReadAgain } from '../../../hooks/use-read-again.ts';
import { livePostsOf } from './live-posts-source.ts';
import { mergeLivePosts, unseenPosts } from './merge-live-posts.ts';

const FEED_SIZE = 8;

/** How many posts there are, by status. */
export type PostCounts = {
  readonly all: number;
  readonly published: number;
  readonly drafts: number;
};

/** The newest posts and their counts: read once, then moved by `postCreated`. Undefined while they load. */
export function useLivePosts() {
  const client = useApolloClient();
  const source = livePostsOf(client);
  const live = useSyncExternalStore(source.subscribe, source.get);
  const { data, error, refetch } = useQuery(LivePostsDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const snapshot = data?.posts;
  const unseen = snapshot ? unseenPosts<PostSummaryFragment>(snapshot, live) : [];
  useReadAgain({ snapshot, received: live, unseen: unseen.length }, refetch);
  const arrived = (status: string) => unseen.filter((post) => post.status === status).length;
  const counts: PostCounts | undefined = snapshot && {
    all: snapshot.totalCount + unseen.length,
    published: (data.published?.totalCount ?? 0) + arrived('PUBLISHED'),
    drafts: (data.drafts?.totalCount ?? 0) + arrived('DRAFT'),
  };
  return {
    posts: snapshot && mergeLivePosts<PostSummaryFragment>(snapshot, live, FEED_SIZE),
    arrivedIds: new Set(live.map(({ id }) => id)),
    counts,
    error,
    reload: () => void refetch(),
  };
}
