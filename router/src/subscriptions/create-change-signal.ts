/** Lets somebody wait until a condition holds, looked at after each change. */
export type ChangeSignal = {
  changed(): void;
  until(condition: () => boolean): Promise<void>;
};

/** Makes a signal; whoever changes what a condition looks at must call `changed`. */
export function createChangeSignal(): ChangeSignal {
  let waiting: (() => void)[] = [];
  return {
    changed() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    async until(condition) {
      while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
