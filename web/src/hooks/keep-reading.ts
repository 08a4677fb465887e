/** Long enough for a slow server, short enough that a counter which stands still is not noticed, in milliseconds. */
const AGAIN_MS = 1_000;

/**
 * Reads at once, and again a while after each reading's end, failed or not, until the function returned is called: one
 * that failed, or came back too late to catch up, must not be the last.
 */
export function keepReading(read: () => Promise<unknown>, againMs = AGAIN_MS): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = () => {
    if (!isOver) timer = setTimeout(start, againMs);
  };
  const start = () => void read().then(goOn, goOn);
  start();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
