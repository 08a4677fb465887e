import type { EventEnvelope } from './event-log.ts';

/** One event in the hands of one member. */
export type Delivery = {
  readonly event: EventEnvelope;
  /** Which attempt this is, from 1; a member that died with the event counts as a failed attempt. */
  readonly attempt: number;
  /** A dead letter given back: it has one attempt, and holds up nothing. */
  readonly requeued: boolean;
};

/** What a member does next for a tenant. */
export type Next =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  /** Another member has the tenant, or its oldest event waits for its retry. */
  | { readonly kind: 'later'; readonly inMs: number }
  | { readonly kind: 'idle' };

/**
 * What a twin keeps for one consumer group, seen by one member. A member works on a tenant under a lease of
 * `claimAfterMs`, renewed at each event, and has one event of the tenant at a time: that is what keeps the tenant's order.
 */
export type GroupStore = {
  /** Tenants that may have work. */
  tenants(): Promise<readonly string[]>;
  /** Acknowledges `handled`, takes or renews the lease, and gives the tenant's next wanted event. */
  next(tenantId: string, handled: Delivery | undefined): Promise<Next>;
  /** Keeps the event as the tenant's next, to be tried again after `delayMs`; ends the lease. */
  retryLater(delivery: Delivery, delayMs: number, reason: string): Promise<void>;
  /** Moves the event to the dead letters. */
  bury(delivery: Delivery, reason: string): Promise<void>;
  /** Acknowledges `handled` and ends the lease. */
  release(tenantId: string, handled: Delivery | undefined): Promise<void>;
};
