/** Calls and failures of the recent past. */
export type FailureWindow = {
  add(failed: boolean): { readonly calls: number; readonly failures: number };
  clear(): void;
};

const SLOTS = 10;

/** Counts calls over the last `windowMs` in ten slots, so that a call costs the same however many there were. */
export function createFailureWindow(windowMs: number, now: () => number): FailureWindow {
  const slotMs = windowMs / SLOTS;
  let slots: { readonly number: number; calls: number; failures: number }[] = [];
  return {
    add(failed) {
      const number = Math.floor(now() / slotMs);
      if (slots.at(-1)?.number !== number) {
        slots = slots.filter((slot) => slot.number > number - SLOTS);
        slots.push({ number, calls: 0, failures: 0 });
      }
      const present = slots.at(-1);
      if (present) {
        present.calls += 1;
        present.failures += failed ? 1 : 0;
      }
      return {
        calls: slots.reduce((total, slot) => total + slot.calls, 0),
        failures: slots.reduce((total, slot) => total + slot.failures, 0),
      };
    },
    clear() {
      slots = [];
    },
  };
}
