/** What was started, to be stopped in the opposite order. */
export type ClosingList = {
  add(close: () => unknown): void;
  /** Something on its way: it is waited for and then stopped, so that none outlives a stop that comes in between. */
  addStarting(starting: Promise<{ stop(): unknown }>): void;
  /** Stops everything once; a failure is told and does not keep the rest from stopping. */
  closeAll(onFailure: (error: unknown) => void): Promise<void>;
};

/** An empty list. */
export function createClosingList(): ClosingList {
  const list: (() => unknown)[] = [];
  return {
    add: (close) => void list.push(close),
    addStarting: (starting) =>
      void list.push(async () => {
        const started = await starting.catch(() => undefined); // told by whoever awaits it
        await started?.stop();
      }),
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
