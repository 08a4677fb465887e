import { useCallback, useSyncExternalStore } from 'react';

/** The time now (milliseconds since the epoch), in whole steps of `step` milliseconds; moves the component with it. */
export function useNow(step: number): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const timer = setInterval(listener, Math.min(step, 20_000));
      return () => clearInterval(timer);
    },
    [step],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / step) * step);
}
