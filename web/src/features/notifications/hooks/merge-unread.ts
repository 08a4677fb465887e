/** What is needed of a notification to place and count it. */
export type Received = {
  readonly id: string;
  readonly createdAt: string;
  readonly readAt: string | null;
};

/** The newest notifications and how many are unread, read together by one query. */
export type InboxSnapshot<Item extends Received> = {
  readonly nodes: readonly Item[];
  readonly unreadCount: number;
};

/**
 * The received notifications that a snapshot does not hold yet, newest first. The snapshot holds the newest, so what is
 * not among them though newer than its newest came after it.
 */
export function unseenOf<Item extends Received>(
  snapshot: InboxSnapshot<Item>,
  received: readonly Item[],
): readonly Item[] {
  const known = new Set(snapshot.nodes.map(({ id }) => id));
  const newest = Math.max(...snapshot.nodes.map(({ createdAt }) => Date.parse(createdAt)));
  return received.filter(({ id, createdAt }) => !known.has(id) && Date.parse(createdAt) >= newest);
}

/** The newest `size` of snapshot and received together, none twice, and how many are unread in all. */
export function mergeReceived<Item extends Received>(
  snapshot: InboxSnapshot<Item>,
  received: readonly Item[],
  size: number,
): { readonly latest: readonly Item[]; readonly unread: number } {
  const unseen = unseenOf(snapshot, received);
  return {
    latest: [...unseen, ...snapshot.nodes].slice(0, size),
    unread: snapshot.unreadCount + unseen.filter(({ readAt }) => readAt === null).length,
  };
}
