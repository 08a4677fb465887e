import { randomUUID } from 'node:crypto';
import type { Logger } from '@gestas/sdk';
import type { GraphQLError } from 'graphql';
import type { Caller, Engine, GraphQLRequest } from '../pipeline.ts';
import type { MessageQueue } from './create-message-queue.ts';
import type { StandingCaller } from './create-shared-execution.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import type { UpstreamRequest } from './subscribe-plugin.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';
import type { EndReason } from './subscription-metrics.ts';

/** How plugins that resolve their own subscriptions are reached over graphql-transport-ws. */
export type Upstream = {
  /** The plan's first fetch: what is asked of the plugin. */
  request(subscription: PreparedSubscription): UpstreamRequest;
  /** Where the plugin listens, as `ws://` or `wss://`; null when it doesn't. */
  url(plugin: string): string | null;
  /** What goes into `connection_init`. */
  connectionParams?(plugin: string, caller: Caller): Promise<Readonly<Record<string, unknown>>>;
};

/** What the stream of a plugin's own subscription is made of. */
export type UpstreamStreamOptions = {
  readonly upstream: Upstream;
  readonly engine: Pick<Engine, 'current'>;
  readonly limits: SubscriptionLimits;
  readonly logger: Logger;
  readonly request: GraphQLRequest;
  readonly subscription: PreparedSubscription;
  readonly caller: () => StandingCaller;
  readonly onEnd: (reason: EndReason) => void;
};

/** One subscription at a plugin. */
export type UpstreamState = UpstreamStreamOptions & {
  readonly queue: MessageQueue;
  readonly gone: AbortController;
  readonly finish: (reason: EndReason, error?: GraphQLError) => void;
  waiting: number;
  disconnect: () => void;
};

/** The place of a message whose source keeps no log. */
export const NOWHERE = { position: 0, cursor: null } as const;

/** Who asks now. */
export function upstreamCaller({ caller, gone }: UpstreamState): Caller {
  return { ...caller(), requestId: randomUUID(), traceparent: null, signal: gone.signal };
}
