/** Events of one change come together, and what they tell of is read once, in milliseconds. */
const SOON_MS = 300;

/** Told of every event; reads once, shortly after the first of those that come together. */
export type ReadSoon = { readonly ask: () => void; readonly stop: () => void };

/** Makes what reads soon after it is asked to. A reading that fails is left to whoever reads next. */
export function createReadSoon(read: () => Promise<unknown>, soonMs = SOON_MS): ReadSoon {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readNow = () => {
    timer = undefined;
    read().catch(() => undefined);
  };
  return {
    ask() {
      timer ??= setTimeout(readNow, soonMs);
    },
    stop: () => clearTimeout(timer),
  };
}
