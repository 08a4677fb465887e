import { randomUUID } from 'node:crypto';
import type { EventEnvelope, Logger, Viewer } from '@gestas/sdk';
import type { GraphQLError } from 'graphql';
import type { Caller, Engine, GraphQLRequest } from '../pipeline.ts';
import type { Message } from './create-message-queue.ts';
import { createOrderedLane } from './create-ordered-lane.ts';
import { createPresentSubscription } from './create-present-subscription.ts';
import type { TenantFeed } from './create-tenant-feed.ts';
import { matchesEvent } from './matches-event.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import { resolveEvent } from './resolve-event.ts';
import { type WalkSteps, walkFeed } from './walk-feed.ts';
import { type Place, writeGap } from './write-message.ts';

/** Who asks, without what belongs to one request only. */
export type StandingCaller = Omit<Caller, 'requestId' | 'traceparent' | 'signal'>;

/** One of the equal subscribers. */
export type Member = {
  /** Who the execution may run as; the first member's is used. */
  caller(): StandingCaller;
  /** Told for each position once it joined, in order; a null message means that nothing is delivered. */
  deliver(position: number, message: Message | null): void;
  /** The subscription can not go on. */
  fail(error: GraphQLError): void;
};

/** One execution per event for all subscribers whose sharing key is equal. */
export type SharedExecution = {
  /** Counts a subscriber in, so that the execution stays; returns what counts it out. */
  attach(member: Member): () => void;
  /** The message for one event; asked twice at once it executes once. Never rejects. */
  resolve(event: EventEnvelope): Promise<Message | null>;
  /** From now on the member is told of live events; it has dealt with everything up to `position` itself. */
  join(member: Member, position: number): void;
};

/** What a shared execution is made of. */
export type SharedExecutionOptions = {
  readonly engine: Pick<Engine, 'current'>;
  readonly feed: TenantFeed;
  readonly request: GraphQLRequest;
  readonly viewer: Viewer;
  readonly subscription: PreparedSubscription;
  /** Events resolved at once. */
  readonly width: number;
  /** The longest one event may take. */
  readonly timeoutMs: number;
  readonly placeOf: (position: number) => Place;
  readonly logger: Logger;
  readonly onExecuted: (event: EventEnvelope) => void;
  /** Nobody is left. */
  readonly onEmpty: () => void;
};

/** Makes a shared execution for a subscription prepared on the graph of that moment. */
export function createSharedExecution(options: SharedExecutionOptions): SharedExecution {
  const attached = new Set<Member>();
  const joined = new Set<Member>();
  const gone = new AbortController();
  const resolve = onceAtATime(createExecute(options, attached, gone.signal));
  const pump = createPump(options, joined, resolve);
  const stopListening = options.feed.onLook(pump.wake);

  return {
    resolve,
    attach(member) {
      attached.add(member);
      return () => {
        joined.delete(member);
        if (!attached.delete(member) || attached.size > 0) return;
        stopListening();
        gone.abort();
        options.onEmpty();
      };
    },
    join(member, position) {
      if (joined.size === 0) pump.startAfter(position);
      joined.add(member);
      pump.wake();
    },
  };
}

type Resolve = SharedExecution['resolve'];

function createExecute(
  options: SharedExecutionOptions,
  attached: ReadonlySet<Member>,
  signal: AbortSignal,
): Resolve {
  const { engine, request, logger, feed, viewer, timeoutMs } = options;
  const hearer = { tenantId: feed.tenantId, userId: viewer.userId };
  const present = createPresentSubscription({
    engine,
    request,
    logger,
    first: options.subscription,
    onEnd(error) {
      for (const member of [...attached]) member.fail(error);
    },
  });
  return async (event) => {
    const [member] = attached;
    if (!member) return null;
    const caller = {
      ...member.caller(),
      requestId: randomUUID(),
      traceparent: event.traceparent,
      signal,
    };
    const subscription = await present.get(caller);
    if (!subscription || !matchesEvent(subscription.source, event, hearer)) return null;
    options.onExecuted(event);
    const place = options.placeOf(event.position);
    return resolveEvent(subscription, event, caller, { place, logger, timeoutMs });
  };
}

function onceAtATime(execute: Resolve): Resolve {
  const running = new Map<number, Promise<Message | null>>();
  return (event) => {
    const already = running.get(event.position);
    if (already) return already;
    const job = execute(event).finally(() => running.delete(event.position));
    running.set(event.position, job);
    return job;
  };
}

function createPump(
  options: SharedExecutionOptions,
  joined: ReadonlySet<Member>,
  resolve: Resolve,
) {
  const { feed, logger } = options;
  const lane = createOrderedLane<Message | null>(options.width);
  let position = 0;
  let isPumping = false;

  const deliver = (at: number) => (message: Message | null) => {
    for (const member of joined) member.deliver(at, message);
  };
  const steps: WalkSteps = {
    isOver: () => joined.size === 0,
    onPosition(at) {
      position = at;
    },
    onEvent: (event) => lane.push(() => resolve(event), deliver(event.position)),
    onGap: (at) => lane.push(async () => writeGap(options.placeOf(at)), deliver(at)),
  };
  const pump = async () => {
    isPumping = true;
    try {
      while (joined.size > 0 && position < feed.position()) await walkFeed(feed, position, steps);
    } catch (err) {
      logger.warn({ err }, 'events could not be read');
    } finally {
      isPumping = false;
    }
  };

  return {
    startAfter(at: number) {
      position = at;
    },
    wake() {
      if (!isPumping && joined.size > 0) void pump();
    },
  };
}
