import type {
  SubscriptionParts,
  SubscriptionTransports,
} from '../engine/subscription-transports.ts';
import { attachWebSocket, type WebSocketDoor } from './attach-web-socket.ts';
import type { ReadableLog } from './create-feed-registry.ts';
import { createSseHandler } from './create-sse-handler.ts';
import {
  createSubscriptionHub,
  type SubscriptionHub,
  type SubscriptionHubOptions,
} from './create-subscription-hub.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';
import type { Upstream } from './upstream.ts';

/** What the transports are made of; static mode has no event log, but ways to the plugins. */
export type ConnectOptions = Omit<SubscriptionParts, 'eventLog'> &
  Pick<SubscriptionHubOptions, 'onEvent' | 'present' | 'findPlatformTenant'> & {
    readonly eventLog: ReadableLog | null;
    /** How plugins that resolve their own subscriptions are reached; without it those are refused. */
    readonly upstream?: Upstream | null;
    readonly limits?: Partial<SubscriptionLimits>;
    /** Lower-case names of the request headers that plugins receive (static mode). */
    readonly forwardedHeaders?: readonly string[];
  };

/** The transports, with the hub behind them: to end sessions and to change rights while clients stay. */
export type ConnectedSubscriptions = SubscriptionTransports & { readonly hub: SubscriptionHub };

/**
 * Makes one hub with both its transports: graphql-transport-ws on the server's upgrades, and event streams. `close`
 * tells every subscription where to continue, then ends them all.
 */
export function connectSubscriptions(options: ConnectOptions): ConnectedSubscriptions {
  const hub = createSubscriptionHub(options);
  const doors: WebSocketDoor[] = [];
  return {
    hub,
    handleSse: createSseHandler(hub),
    attachWebSocket(server) {
      doors.push(attachWebSocket(server, { forwardedHeaders: [], ...options, hub }));
    },
    async close() {
      await hub.close();
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}
