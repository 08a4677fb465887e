import type { Transport } from '../pipeline.ts';

/** Why a subscription ended. */
export type EndReason =
  | 'client'
  | 'complete'
  | 'expired'
  | 'slow'
  | 'invalid'
  | 'session'
  | 'shutdown'
  | 'source';

/** What the subscriptions count; labels are bounded. */
export type SubscriptionMetrics = {
  opened(transport: Transport): void;
  ended(transport: Transport, reason: EndReason): void;
  /** One execution for all equal subscribers; seconds between the event and its execution. */
  executed(lagSeconds: number): void;
};

/** Counts nothing. */
export const NO_METRICS: SubscriptionMetrics = {
  opened() {},
  ended() {},
  executed() {},
};
