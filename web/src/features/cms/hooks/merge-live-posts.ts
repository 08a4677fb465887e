/** What is needed of a post to place it. */
export type LivePost = { readonly id: string; readonly createdAt: string; readonly status: string };

/** The newest posts and how many there are, read together by one query. */
export type PostSnapshot<Post extends LivePost> = {
  readonly nodes: readonly Post[];
  readonly totalCount: number;
};

/**
 * The live posts that a snapshot does not count yet. The snapshot holds the newest posts, so a live post that is not
 * among them though newer than its oldest came after it; an older one is counted already, or gone.
 */
export function unseenPosts<Post extends LivePost>(
  snapshot: PostSnapshot<Post>,
  live: readonly Post[],
): readonly Post[] {
  const known = new Set(snapshot.nodes.map(({ id }) => id));
  const oldest = Math.min(...snapshot.nodes.map(({ createdAt }) => Date.parse(createdAt)));
  const isWhole = snapshot.totalCount <= snapshot.nodes.length;
  return live.filter(
    ({ id, createdAt }) => !known.has(id) && (isWhole || Date.parse(createdAt) >= oldest),
  );
}

/** The newest `size` posts of snapshot and live posts together, newest first, none twice. */
export function mergeLivePosts<Post extends LivePost>(
  snapshot: PostSnapshot<Post>,
  live: readonly Post[],
  size: number,
): readonly Post[] {
  return [...unseenPosts(snapshot, live), ...snapshot.nodes]
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, size);
}
