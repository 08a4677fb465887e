/** Reads views of the bound tenant. */
export interface ViewReader {
  /** How often a post has been viewed; batched within a request. */
  ofPost(postId: string): Promise<number>;
}

/** Writes views of the bound tenant. */
export interface ViewRepository extends ViewReader {
  /** Adds one view; returns how many there are now. */
  increment(postId: string): Promise<number>;
}
