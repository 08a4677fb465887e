import { AppError, isPlatformEvent } from '@gestas/sdk';
import type { SubscriptionSource } from '../pipeline.ts';
import type { TenantFeed } from './create-tenant-feed.ts';

/** Whose events feed a subscription: those of the viewer's tenant, or those of the platform itself. */
export type FeedKind = 'tenant' | 'platform';

/** A feed, and its position when a request came. */
export type Arrival = { readonly feed: TenantFeed; readonly position: Promise<number> };

/** Where the feeds were that a subscription may be fed from; null where there is none. */
export type Arrivals = Readonly<Record<FeedKind, Arrival | null>>;

/**
 * What feeds a subscription; null: its plugin does. Only events that the platform declares as its own are looked for in
 * its reserved tenant, where no viewer's data is.
 */
export function feedOf({ event }: Pick<SubscriptionSource, 'event'>): FeedKind | null {
  if (!event) return null;
  return event.names.length > 0 && event.names.every(isPlatformEvent) ? 'platform' : 'tenant';
}

/** Notes where a feed is now; whoever needs the position hears of a log that can't be reached. */
export function arriveAt(feed: TenantFeed | null): Arrival | null {
  if (!feed) return null;
  const position = feed.start();
  position.catch(() => {});
  return { feed, position };
}

/** The error while the log, or the tenant whose events are wanted, is not there. */
export function eventsAway(): AppError {
  const details = { plugin: 'events' };
  return new AppError('PLUGIN_UNAVAILABLE', 'Events are not available now.', details);
}
