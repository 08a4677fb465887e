/** Waits until something is so, asking once in every turn of the event loop; a test's own limit ends it otherwise. */
export async function waitFor(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
}
