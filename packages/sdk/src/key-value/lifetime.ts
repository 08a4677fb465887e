/** A life in whole milliseconds, at least one: what has run out on the way here still expires, at once. */
export function lifetime(expiresInMs: number): number {
  return Math.max(1, Math.ceil(expiresInMs));
}
