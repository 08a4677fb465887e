import type { EventEnvelope, Logger, Viewer } from '@gestas/sdk';
import type { Engine } from '../pipeline.ts';
import type { ClientOptions } from './client-state.ts';
import { createCursorCodec } from './create-cursor-codec.ts';
import { createFeedRegistry, type ReadableLog } from './create-feed-registry.ts';
import { createGate } from './create-gate.ts';
import { createHubClient, type HeldClient, type HubClient } from './create-hub-client.ts';
import { holdPlatformFeed } from './hold-platform-feed.ts';
import type { HubCore } from './hub-core.ts';
import { DEFAULT_SUBSCRIPTION_LIMITS, type SubscriptionLimits } from './subscription-limits.ts';
import { NO_METRICS, type SubscriptionMetrics } from './subscription-metrics.ts';
import type { Upstream } from './upstream.ts';

/** What the hub is made of. */
export type SubscriptionHubOptions = {
  readonly engine: Pick<Engine, 'current'>;
  /** Null in static mode: then subscriptions come from their plugins. */
  readonly eventLog: ReadableLog | null;
  /** The reserved tenant of the platform's own events; null while there is none. Without it nobody hears those. */
  readonly findPlatformTenant?: (() => Promise<string | null>) | undefined;
  /** Signs cursors; at least 32 bytes, the same on every router. */
  readonly cursorKey: Buffer;
  /** Sees every event of the tenants that are followed. */
  readonly onEvent?: (event: EventEnvelope) => void;
  /** The viewer with the rights that hold now, as far as they are known. */
  readonly present?: (viewer: Viewer) => Viewer;
  /** How plugins that resolve their own subscriptions are reached; without it they are refused. */
  readonly upstream?: Upstream | null;
  readonly limits?: Partial<SubscriptionLimits>;
  readonly metrics?: SubscriptionMetrics;
  readonly logger: Logger;
  /** Milliseconds since the epoch; injected by tests. */
  readonly now?: () => number;
};

/** The core of all subscriptions: it knows clients, events and executions, and no server. */
export type SubscriptionHub = {
  readonly limits: SubscriptionLimits;
  /** Makes a client known: one WebSocket, or one event stream. */
  connect(options: ClientOptions): HubClient;
  /** Ends every client of a session or a user at once, on this router. */
  endSession(sessionOrUserId: string): void;
  /** Keeps a tenant's events coming, for whoever hears `onEvent`. Null without an event log. */
  follow(tenantId: string): { start(): Promise<unknown>; release(): void } | null;
  /** Gives the clients of a session or user the rights that hold now; their subscriptions are judged again. */
  reauthorise(sessionOrUserId: string, viewer: Viewer): void;
  isDraining(): boolean;
  /** Tells every subscription its cursor and when to come back, ends all clients, and stops listening. */
  close(): Promise<void>;
};

/** Makes the hub and starts to hear the event log's bells. */
export function createSubscriptionHub(options: SubscriptionHubOptions): SubscriptionHub {
  const clients = new Set<HeldClient>();
  let isDraining = false;
  const endSession = (id: unknown) => {
    for (const client of [...clients]) {
      const { viewer } = client.identity();
      if (viewer && (viewer.sessionId === id || viewer.userId === id)) client.end('session');
    }
  };
  const onEvent = (event: EventEnvelope) => {
    if (event.name === 'session:revoked') endSession(event.data.sessionId);
    options.onEvent?.(event);
  };
  const { eventLog, logger, findPlatformTenant } = options;
  const feeds = eventLog && createFeedRegistry({ eventLog, logger, onEvent });
  const platform =
    feeds && findPlatformTenant ? holdPlatformFeed(feeds, findPlatformTenant, logger) : null;
  const core = createCore(options, {
    feeds,
    platformFeed: () => platform?.current() ?? null,
    isDraining: () => isDraining,
  });
  const look = () => {
    feeds?.sweep();
    void platform?.look();
  };
  const stopTicking = startTicking(core, clients, look);
  let closing: Promise<void> | null = null;
  const close = async () => {
    isDraining = true;
    await sayFarewell(core.limits, clients);
    for (const client of [...clients]) client.end('shutdown');
    stopTicking();
    await core.feeds?.close();
  };

  return {
    limits: core.limits,
    connect({ caller, onEnd }) {
      const viewer = caller.viewer && (options.present?.(caller.viewer) ?? caller.viewer);
      const now = { caller: { ...caller, viewer }, onEnd };
      const client = createHubClient(core, now, (gone) => clients.delete(gone));
      clients.add(client);
      return client;
    },
    endSession,
    follow(tenantId) {
      const held = core.feeds?.hold(tenantId);
      return held ? { start: held.feed.start, release: held.release } : null;
    },
    reauthorise(id, viewer) {
      for (const client of [...clients]) {
        const present = client.identity().viewer;
        if (present?.tenantId !== viewer.tenantId) continue;
        if (present.sessionId !== id && present.userId !== id) continue;
        client.reauthorise({ ...viewer, sessionId: present.sessionId });
      }
    },
    isDraining: () => isDraining,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function createCore(
  options: SubscriptionHubOptions,
  own: Pick<HubCore, 'feeds' | 'platformFeed' | 'isDraining'>,
): HubCore {
  const { engine, logger, now = Date.now, metrics = NO_METRICS } = options;
  const limits = { ...DEFAULT_SUBSCRIPTION_LIMITS, ...options.limits };
  return {
    ...own,
    engine,
    limits,
    metrics,
    logger,
    now,
    upstream: options.upstream ?? null,
    cursors: createCursorCodec(options.cursorKey),
    catchUps: createGate(limits.catchUps),
    shares: new Map(),
    openByTenant: new Map(),
    onExecuted: ({ occurredAt }) => metrics.executed((now() - Date.parse(occurredAt)) / 1000),
  };
}

function startTicking(
  core: HubCore,
  clients: ReadonlySet<HeldClient>,
  look: () => void,
): () => void {
  const tick = setInterval(() => {
    for (const client of [...clients]) client.tick();
  }, core.limits.tickMs);
  const sweep = setInterval(look, core.limits.sweepMs);
  tick.unref();
  sweep.unref();
  return () => {
    clearInterval(tick);
    clearInterval(sweep);
  };
}

async function sayFarewell(
  limits: SubscriptionLimits,
  clients: ReadonlySet<HeldClient>,
): Promise<void> {
  const spread = () => Math.floor(Math.random() * limits.retrySpreadMs);
  const told = Promise.all([...clients].map((client) => client.farewell(spread())));
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limits.farewellMs);
  });
  await Promise.race([told, patience]);
  clearTimeout(timer);
}
