import type { ApolloClient } from '@apollo/client';
import { createSignal } from '../../../connection/create-signal.ts';
import { PostCreatedDocument, type PostSummaryFragment } from '../../../generated/graphql.ts';

const KEPT = 100;

/** The posts that events brought, newest first, for whoever looks; one subscription for all of them. */
export type LivePostsSource = {
  readonly get: () => readonly PostSummaryFragment[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Leaves out a post that was deleted. */
  readonly drop: (id: string) => void;
};

const sources = new WeakMap<ApolloClient, LivePostsSource>();

/** The source of this client: it subscribes with its first listener and leaves with its last. */
export function livePostsOf(client: ApolloClient): LivePostsSource {
  const known = sources.get(client);
  if (known) return known;
  const source = createSource(client);
  sources.set(client, source);
  return source;
}

function createSource(client: ApolloClient): LivePostsSource {
  const posts = createSignal<readonly PostSummaryFragment[]>([]);
  let listeners = 0;
  let leave = () => {};

  const follow = () => {
    const following = client.subscribe({ query: PostCreatedDocument }).subscribe({
      next: ({ data }) => {
        const post = data?.postCreated;
        if (post) posts.set([post, ...without(posts.get(), post.id)].slice(0, KEPT));
      },
      error: () => undefined,
    });
    leave = () => following.unsubscribe();
  };
  return {
    get: posts.get,
    subscribe: (listener) => {
      const stop = posts.subscribe(listener);
      listeners += 1;
      if (listeners === 1) follow();
      return () => {
        stop();
        listeners -= 1;
        if (listeners === 0) leave();
      };
    },
    drop: (id) => posts.set(without(posts.get(), id)),
  };
}

function without(posts: readonly PostSummaryFragment[], id: string) {
  return posts.filter((post) => post.id !== id);
}
