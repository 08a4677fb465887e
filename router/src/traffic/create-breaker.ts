import { createFailureWindow } from './create-failure-window.ts';

/** `closed`: requests pass. `open`: none do. `half-open`: one passes, to see. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How a call ended, as far as the breaker cares; `ignored` counts for nothing (the client left). */
export type CallOutcome = 'success' | 'error' | 'refused' | 'ignored';

/** Keeps requests from an instance that fails. */
export type Breaker = {
  state(): BreakerState;
  /** Whether a request may be sent now. */
  canPass(): boolean;
  /** Takes a place; tell the returned function how the call ended. */
  enter(): (outcome: CallOutcome) => void;
};

/** When a breaker opens and for how long; times are milliseconds. */
export type BreakerOptions = {
  readonly windowMs?: number;
  readonly minimumCalls?: number;
  readonly errorShare?: number;
  readonly openMs?: number;
  readonly now?: () => number;
};

/**
 * Makes a breaker: a refused connection opens it at once, otherwise half of at least 20 calls failing within 10 s does.
 * After 5 s one call is let through; its outcome closes or opens it.
 */
export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { windowMs = 10_000, minimumCalls = 20, errorShare = 0.5, openMs = 5_000 } = options;
  const { now = Date.now } = options;
  const window = createFailureWindow(windowMs, now);
  let openedAt: number | null = null;
  let isTrying = false;

  const state = (): BreakerState => {
    if (openedAt === null) return 'closed';
    return now() - openedAt < openMs ? 'open' : 'half-open';
  };
  const open = () => {
    openedAt = now();
    window.clear();
  };
  const judgeTrial = (outcome: CallOutcome) => {
    isTrying = false;
    if (outcome === 'success') openedAt = null;
    else if (outcome !== 'ignored') open();
  };
  const judge = (outcome: CallOutcome) => {
    if (outcome === 'refused') return open();
    if (outcome === 'ignored' || openedAt !== null) return;
    const { calls, failures } = window.add(outcome === 'error');
    if (calls >= minimumCalls && failures >= calls * errorShare) open();
  };

  return {
    state,
    canPass: () => state() === 'closed' || (state() === 'half-open' && !isTrying),
    enter() {
      if (state() !== 'half-open' || isTrying) return judge;
      isTrying = true;
      return judgeTrial;
    },
  };
}
