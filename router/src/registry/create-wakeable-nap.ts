/** A pause that may be cut short: between two looks at something. */
export type WakeableNap = {
  /** Resolves after a time in milliseconds, when woken, or at once when it was woken since the last rest. */
  rest(ms: number): Promise<void>;
  wake(): void;
  /** No more rests. */
  end(): void;
  isOver(): boolean;
};

/** Makes a nap. */
export function createWakeableNap(): WakeableNap {
  let isWoken = false;
  let isOver = false;
  let rise: (() => void) | null = null;
  const wake = () => {
    isWoken = true;
    rise?.();
  };
  return {
    wake,
    isOver: () => isOver,
    end() {
      isOver = true;
      wake();
    },
    async rest(ms) {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rise = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isWoken = false;
      rise = null;
    },
  };
}
