import type { EventEnvelope, Logger } from '@gestas/sdk';
import type { Engine } from '../pipeline.ts';
import type { CursorCodec } from './create-cursor-codec.ts';
import type { FeedRegistry } from './create-feed-registry.ts';
import type { Gate } from './create-gate.ts';
import type { SharedExecution } from './create-shared-execution.ts';
import type { TenantFeed } from './create-tenant-feed.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';
import type { SubscriptionMetrics } from './subscription-metrics.ts';
import type { Upstream } from './upstream.ts';

/** What all clients of one hub share. */
export type HubCore = {
  readonly engine: Pick<Engine, 'current'>;
  /** Null when there is no event log: then plugins resolve their own subscriptions. */
  readonly feeds: FeedRegistry | null;
  /** The events of the platform itself, which every tenant's clients may be fed from; null until its tenant is known. */
  platformFeed(): TenantFeed | null;
  /** Null when subscriptions of plugins can't be reached. */
  readonly upstream: Upstream | null;
  readonly cursors: CursorCodec;
  readonly limits: SubscriptionLimits;
  readonly catchUps: Gate;
  /** Sharing key → the execution that equal subscribers have in common. */
  readonly shares: Map<string, SharedExecution>;
  /** Tenant → its open subscriptions. */
  readonly openByTenant: Map<string, number>;
  readonly onExecuted: (event: EventEnvelope) => void;
  readonly metrics: SubscriptionMetrics;
  readonly logger: Logger;
  readonly now: () => number;
  /** True while the router stops: nothing new is begun. */
  isDraining(): boolean;
};
