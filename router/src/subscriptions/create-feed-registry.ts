import type { EventEnvelope, EventLog, Logger, Running } from '@gestas/sdk';
import { createTenantFeed, type TenantFeed } from './create-tenant-feed.ts';

/** The feeds of the tenants that somebody here listens to. */
export type FeedRegistry = {
  /** The tenant's feed, kept open until `release` is called. */
  hold(tenantId: string): { readonly feed: TenantFeed; readonly release: () => void };
  /** Looks at the log although no bell rang, and lets go of feeds that nobody holds. */
  sweep(): void;
  close(): Promise<void>;
};

/** The part of an event log that subscriptions read. */
export type ReadableLog = Pick<EventLog, 'lastPosition' | 'readAfter' | 'onBell'>;

/** What the feeds read, and who sees each event. */
export type FeedRegistryOptions = {
  readonly eventLog: ReadableLog;
  readonly logger: Logger;
  readonly onEvent: (event: EventEnvelope) => void;
};

type Held = { readonly feed: TenantFeed; holders: number };

/** Makes the registry and begins to hear bells; until that works, the sweep alone finds events. */
export function createFeedRegistry(options: FeedRegistryOptions): FeedRegistry {
  const { eventLog, logger } = options;
  const feeds = new Map<string, Held>();
  let isClosed = false;
  let bells: Promise<Running | null> | null = null;

  const lookAtAll = () => {
    for (const { feed } of feeds.values()) void feed.poke();
  };
  const listen = () => {
    bells ??= eventLog
      .onBell((bell) => void feeds.get(bell.tenantId)?.feed.poke(bell.position), lookAtAll)
      .catch((err: unknown) => {
        logger.warn({ err }, 'bells of the event log are not heard');
        bells = null;
        return null;
      });
  };
  const warm = (feed: TenantFeed) => {
    feed.start().catch((err: unknown) => logger.warn({ err }, 'event log could not be reached'));
  };
  listen();

  return {
    hold(tenantId) {
      const held = feeds.get(tenantId) ?? {
        feed: createTenantFeed({ ...options, tenantId }),
        holders: 0,
      };
      feeds.set(tenantId, held);
      held.holders += 1;
      warm(held.feed);
      return { feed: held.feed, release: once(() => (held.holders -= 1)) };
    },
    sweep() {
      if (!isClosed) listen();
      for (const [tenantId, { feed, holders }] of feeds) {
        if (holders > 0) {
          warm(feed);
          void feed.poke();
        } else {
          feed.close();
          feeds.delete(tenantId);
        }
      }
    },
    async close() {
      isClosed = true;
      for (const { feed } of feeds.values()) feed.close();
      feeds.clear();
      await (await bells)?.stop();
    },
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
