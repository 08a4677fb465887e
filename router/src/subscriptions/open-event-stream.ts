import { AppError, type Viewer } from '@gestas/sdk';
import type { GraphQLRequest } from '../pipeline.ts';
import { createEventStream, type EventStream } from './create-event-stream.ts';
import type { StandingCaller } from './create-shared-execution.ts';
import { createSharedExecution, type SharedExecution } from './create-shared-execution.ts';
import type { TenantFeed } from './create-tenant-feed.ts';
import { type Arrival, eventsAway } from './feed-of.ts';
import type { HubCore } from './hub-core.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import { sharingKey } from './sharing-key.ts';
import type { EndReason } from './subscription-metrics.ts';

/** Who subscribes to what. */
export type EventSubscriber = {
  readonly feed: TenantFeed;
  readonly viewer: Viewer;
  readonly request: GraphQLRequest;
  readonly caller: () => StandingCaller;
};

/**
 * The position to start after: the cursor's, or the one the feed had when the request came.
 * @throws AppError CURSOR_INVALID for a foreign or forged cursor; RESUME_GAP for one beyond the end of the log.
 */
export async function startingPosition(
  core: HubCore,
  { feed, position: arrival }: Arrival,
  resumeFrom: unknown,
): Promise<number> {
  const known = await arrival.catch((err: unknown) => {
    core.logger.warn({ err }, 'event log could not be reached');
    throw eventsAway();
  });
  if (resumeFrom === undefined || resumeFrom === null) return known;
  const position = core.cursors.read(resumeFrom, feed.tenantId);
  if (position > feed.position()) await feed.poke();
  if (position <= feed.position()) return position;
  throw new AppError('RESUME_GAP', 'The log ends before this cursor: load the data anew.');
}

/** Opens the stream of one subscriber; nothing is waited for, so that the client can't leave in between. */
export function openEventStream(
  core: HubCore,
  subscriber: EventSubscriber,
  subscription: PreparedSubscription,
  from: number,
  onEnd: (reason: EndReason) => void,
): EventStream {
  const { limits, logger, catchUps } = core;
  return createEventStream({
    feed: subscriber.feed,
    shared: shareExecution(core, subscriber, subscription),
    from,
    caller: subscriber.caller,
    placeOf: placeOf(core, subscriber.feed),
    bounds: { length: limits.queueLength, size: limits.queueSize },
    heldAtMost: limits.queueLength,
    catchUps,
    width: limits.width,
    retryMs: limits.retryMs,
    logger,
    onEnd,
  });
}

/** The execution that this subscriber has in common with its equals. */
export function shareExecution(
  core: HubCore,
  { feed, viewer, request }: EventSubscriber,
  subscription: PreparedSubscription,
): SharedExecution {
  const { shares, limits, engine, logger } = core;
  const { prepared, variables } = subscription;
  const key = sharingKey(viewer, prepared, request, variables, feed.tenantId);
  const known = shares.get(key);
  if (known) return known;
  const shared = createSharedExecution({
    engine,
    feed,
    request,
    viewer,
    subscription,
    width: limits.width,
    timeoutMs: limits.eventTimeoutMs,
    placeOf: placeOf(core, feed),
    logger,
    onExecuted: core.onExecuted,
    onEmpty: () => shares.delete(key),
  });
  shares.set(key, shared);
  return shared;
}

function placeOf({ cursors }: HubCore, { tenantId }: TenantFeed) {
  return (position: number) => ({ position, cursor: cursors.write(tenantId, position) });
}
