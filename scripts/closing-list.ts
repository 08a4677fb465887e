/** What was started, to be stopped in the opposite order. */
export type ClosingList = {
  add(close: () => unknown): void;
  /** Stops everything once; a failure is told and does not keep the rest from stopping. */
  closeAll(onFailure: (error: unknown) => void): Promise<void>;
};

/** An empty list. */
export function createClosingList(): ClosingList {
  const list: (() => unknown)[] = [];
  return {
    add: (close) => void list.push(close),
    async closeAll(onFailure) {
      for (let close = list.pop(); close; close = list.pop()) {
        try {
          await close();
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}
