import { createSignal } from '../../../connection/create-signal.ts';
import {
  type EventSource,
  followWhileHeard,
  KEPT,
  onePerClient,
} from '../../../connection/event-source.ts';
import { PostCreatedDocument, type PostSummaryFragment } from '../../../generated/graphql.ts';

/** The posts that events brought, newest first, for whoever looks; one subscription for all of them. */
export type LivePostsSource = EventSource<readonly PostSummaryFragment[]> & {
  /** Leaves out a post that was deleted. */
  readonly drop: (id: string) => void;
};

/** The source of a client. */
export const livePostsOf = onePerClient((client): LivePostsSource => {
  const posts = createSignal<readonly PostSummaryFragment[]>([]);
  const follow = () =>
    client.subscribe({ query: PostCreatedDocument }).subscribe({
      next: ({ data }) => {
        const post = data?.postCreated;
        if (post) posts.set([post, ...without(posts.get(), post.id)].slice(0, KEPT));
      },
      error: () => undefined,
    });
  return {
    ...followWhileHeard(posts, follow),
    drop: (id) => posts.set(without(posts.get(), id)),
  };
});

function without(posts: readonly PostSummaryFragment[], id: string) {
  return posts.filter((post) => post.id !== id);
}
