import type { Logger } from '@gestas/sdk';
import type { FeedRegistry } from './create-feed-registry.ts';
import type { TenantFeed } from './create-tenant-feed.ts';

/** The feed of the platform's own events. */
export type PlatformFeed = {
  /** Null until the platform's tenant is known. */
  current(): TenantFeed | null;
  /** Asks for the tenant, unless it is known or asked for already. Never rejects. */
  look(): Promise<void>;
};

/** Holds the feed from the moment its tenant is known, since clients of every tenant may be fed from it. */
export function holdPlatformFeed(
  feeds: Pick<FeedRegistry, 'hold'>,
  findTenant: () => Promise<string | null>,
  logger: Logger,
): PlatformFeed {
  let feed: TenantFeed | null = null;
  let isAsking = false;
  const look = async () => {
    if (feed || isAsking) return;
    isAsking = true;
    try {
      const tenantId = await findTenant();
      if (tenantId !== null) feed = feeds.hold(tenantId).feed;
    } catch (err) {
      logger.warn({ err }, 'platform tenant is not known yet');
    } finally {
      isAsking = false;
    }
  };
  void look();
  return { current: () => feed, look };
}
