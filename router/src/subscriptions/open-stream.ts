import { randomUUID } from 'node:crypto';
import { AppError, type Viewer } from '@gestas/sdk';
import { GraphQLError } from 'graphql';
import { toRefusal } from '../engine/refusal.ts';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import { type ClientState, type HeldStream, standingCaller } from './client-state.ts';
import type { LiveStream, Stream } from './create-event-stream.ts';
import { createUpstreamStream } from './create-upstream-stream.ts';
import { type Arrivals, eventsAway, type FeedKind, feedOf } from './feed-of.ts';
import { openEventStream, shareExecution, startingPosition } from './open-event-stream.ts';
import { type PreparedSubscription, prepareAgain } from './prepare-subscription.ts';
import { haveSameRights } from './sharing-key.ts';
import { overCap } from './subscription-error.ts';
import type { EndReason } from './subscription-metrics.ts';

/** One subscription about to begin. */
export type Opening = {
  readonly request: GraphQLRequest;
  readonly subscription: PreparedSubscription;
  /** Whom it was prepared for. */
  readonly viewer: Viewer | null;
  /** Where the feeds it may be fed from were when the request came. */
  readonly arrivals: Arrivals;
  readonly resumeFrom: unknown;
  readonly signal: AbortSignal;
};

/**
 * Opens the stream of a subscription: fed by the tenant's events or the platform's, or by the plugin that resolves it.
 * @throws AppError UNAUTHENTICATED, SUBSCRIPTION_LIMIT, CURSOR_INVALID, RESUME_GAP or PLUGIN_UNAVAILABLE.
 */
export async function openStream(client: ClientState, opening: Opening): Promise<Stream> {
  const feed = feedOf(opening.subscription.source);
  return feed && client.core.feeds
    ? openFromEvents(client, opening, feed)
    : openFromPlugin(client, opening);
}

async function openFromEvents(
  client: ClientState,
  opening: Opening,
  kind: FeedKind,
): Promise<Stream> {
  const { core } = client;
  const { viewer, request } = opening;
  const arrival = opening.arrivals[kind];
  if (!viewer) throw new AppError('UNAUTHENTICATED', 'Sign in to receive events.');
  if (!arrival) throw eventsAway();
  const from = await startingPosition(core, arrival, opening.resumeFrom);
  const { feed } = arrival;
  const subscriber = { feed, viewer, request, caller: () => standingCaller(client) };
  return hold(client, opening, (onEnd) => {
    const stream = openEventStream(core, subscriber, opening.subscription, from, onEnd);
    const move = (next: PreparedSubscription, as: Viewer) =>
      stream.move(() => shareExecution(core, { ...subscriber, viewer: as }, next));
    return { stream, pause: stream.pause, move };
  });
}

async function openFromPlugin(client: ClientState, opening: Opening): Promise<Stream> {
  const { upstream, limits, logger, engine } = client.core;
  const { request, subscription, resumeFrom } = opening;
  if (resumeFrom !== undefined && resumeFrom !== null) {
    throw new AppError('CURSOR_INVALID', 'This subscription keeps no log to continue from.');
  }
  if (!upstream) {
    const { plugin } = subscription.source;
    throw new AppError('PLUGIN_UNAVAILABLE', 'This subscription is not available.', { plugin });
  }
  return hold(client, opening, (onEnd) => {
    const caller = () => standingCaller(client);
    const parts = { upstream, engine, limits, logger, request, subscription, caller, onEnd };
    const stream = createUpstreamStream(parts);
    return { stream, pause: () => {}, move: stream.move };
  });
}

type Movable = {
  readonly stream: LiveStream;
  readonly pause: () => void;
  readonly move: (next: PreparedSubscription, viewer: Viewer) => void;
};

/** Registers a stream with its client and tenant until it ends. Nothing here waits, so the client can't slip away. */
function hold(
  client: ClientState,
  opening: Opening,
  open: (onEnd: (reason: EndReason) => void) => Movable,
): Stream {
  const { core, options } = client;
  if (opening.signal.aborted) throw new AppError('REQUEST_TIMEOUT', 'The client has left.');
  const leave = enterTenant(client, opening.viewer?.tenantId ?? '');
  const { transport } = options.caller;
  let hasEnded = false;
  const onEnd = (reason: EndReason) => {
    hasEnded = true;
    leave();
    client.active -= 1;
    client.streams.delete(held);
    core.metrics.ended(transport, reason);
  };
  const movable = undoing(leave, () => open(onEnd));
  const held: HeldStream = {
    stream: movable.stream,
    reauthorise: reauthorising(client, opening, movable),
  };
  core.metrics.opened(transport);
  if (!hasEnded) client.streams.add(held);
  const { viewer } = client.identity;
  if (viewer && opening.viewer && !haveSameRights(viewer, opening.viewer)) held.reauthorise();
  return movable.stream;
}

function undoing<Result>(undo: () => void, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    undo();
    throw thrown;
  }
}

function enterTenant({ core }: ClientState, tenantId: string): () => void {
  const { openByTenant, limits } = core;
  const open = openByTenant.get(tenantId) ?? 0;
  if (open >= limits.perTenant) throw overCap('tenant', limits.perTenant);
  openByTenant.set(tenantId, open + 1);
  return () => {
    const left = (openByTenant.get(tenantId) ?? 1) - 1;
    if (left > 0) openByTenant.set(tenantId, left);
    else openByTenant.delete(tenantId);
  };
}

/** Prepares the subscription for the client's present rights; only the last of several changes counts. */
function reauthorising(client: ClientState, opening: Opening, movable: Movable): () => void {
  const { core } = client;
  let latest = 0;
  return () => {
    latest += 1;
    const turn = latest;
    movable.pause();
    const caller: Caller = {
      ...standingCaller(client),
      requestId: randomUUID(),
      traceparent: null,
      signal: client.gone.signal,
    };
    const again = async () => {
      const { subscription, request } = opening;
      const next = await prepareAgain(subscription, request, core.engine.current(), caller);
      if (turn === latest && caller.viewer) movable.move(next, caller.viewer);
    };
    again().catch((thrown: unknown) => {
      const [fault] = toRefusal(thrown, caller.requestId, core.logger).errors;
      if (turn !== latest || !fault) return;
      movable.stream.fail(new GraphQLError(fault.message, { ...fault, nodes: null }), 'invalid');
    });
  };
}
