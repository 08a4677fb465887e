/** A value that tells its listeners when it changes; fits React's `useSyncExternalStore`. */
export type Signal<Value> = {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  /** Answers the function that stops listening. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** Makes a signal that holds `initial`; setting an identical value tells nobody. */
export function createSignal<Value>(initial: Value): Signal<Value> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
