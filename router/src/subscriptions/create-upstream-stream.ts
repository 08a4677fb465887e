import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError, type Logger } from '@gestas/sdk';
import type {
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
} from 'graphql';
import { toRefusal } from '../engine/refusal.ts';
import { answeredFault } from '../execution/plugin-faults.ts';
import type { Caller, Engine, GraphQLRequest } from '../pipeline.ts';
import type { LiveStream } from './create-event-stream.ts';
import {
  createMessageQueue,
  type Message,
  type MessageQueue,
  tooSlow,
} from './create-message-queue.ts';
import { createOrderedLane } from './create-ordered-lane.ts';
import {
  createPresentSubscription,
  type PresentSubscription,
} from './create-present-subscription.ts';
import type { StandingCaller } from './create-shared-execution.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import { type PluginAnswer, subscribePlugin, type UpstreamRequest } from './subscribe-plugin.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';
import type { EndReason } from './subscription-metrics.ts';
import { withDeadline } from './with-deadline.ts';
import { writeFailure, writeFarewell, writeMessage } from './write-message.ts';

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

/** A stream that can be begun anew with other rights or on another graph. */
export type UpstreamStream = LiveStream & { move(next: PreparedSubscription): void };

type State = UpstreamStreamOptions & {
  readonly queue: MessageQueue;
  readonly gone: AbortController;
  readonly finish: (reason: EndReason, error?: GraphQLError) => void;
  waiting: number;
  disconnect: () => void;
};

const NOWHERE = { position: 0, cursor: null } as const;

/**
 * Makes the stream of a subscription that its plugin resolves itself: each answer of the plugin becomes the data of the
 * plan's first fetch. Such a stream has no cursor; when the plugin is lost it ends with PLUGIN_UNAVAILABLE.
 */
export function createUpstreamStream(options: UpstreamStreamOptions): UpstreamStream {
  const { limits } = options;
  const bounds = { length: limits.queueLength, size: limits.queueSize };
  const fail = (error: GraphQLError, reason: EndReason) => state.finish(reason, error);
  let leaving: EndReason = 'client';
  const queue = createMessageQueue(bounds, 0, (error) => fail(error, 'slow'));
  const state: State = {
    ...options,
    queue,
    gone: new AbortController(),
    waiting: 0,
    disconnect: () => {},
    finish(reason, error) {
      if (state.gone.signal.aborted) return;
      state.gone.abort();
      state.disconnect();
      queue.end(error);
      options.onEnd(reason);
    },
  };
  connect(state, options.subscription);
  return {
    next: queue.next,
    stop() {
      queue.clear();
      state.finish(leaving);
    },
    fail,
    move: (next) => reconnect(state, next),
    async farewell(retryAfterMs) {
      state.disconnect();
      leaving = 'shutdown';
      queue.clear();
      queue.push(writeFarewell(NOWHERE, retryAfterMs));
      await queue.drained();
    },
  };
}

function connect(state: State, subscription: PreparedSubscription): void {
  const { upstream, limits } = state;
  const lane = createOrderedLane<Message>(limits.width);
  const { plugin } = subscription.source;
  const asked = upstream.request(subscription);
  const present = createPresentSubscription({
    ...state,
    first: subscription,
    onEnd: (error) => state.finish('invalid', error),
  });
  const disconnect = subscribePlugin(
    {
      url: upstream.url(plugin),
      request: asked,
      connectionParams: async () => upstream.connectionParams?.(plugin, caller(state)) ?? {},
    },
    {
      onAnswer(answer) {
        state.waiting += 1;
        if (state.waiting > limits.queueLength) {
          return state.finish('slow', tooSlow(limits.queueLength));
        }
        const deliver = (message: Message) => {
          state.waiting -= 1;
          if (state.disconnect === disconnect) state.queue.push(message);
        };
        const from = { state, subscription, asked, present };
        void lane.push(() => answerToMessage(from, answer), deliver);
      },
      onEnd(cause) {
        if (state.disconnect !== disconnect) return;
        const message = `${plugin} ended the subscription unexpectedly.`;
        if (cause) state.logger.warn({ err: cause, plugin }, 'subscription of a plugin was lost');
        const lost = cause && new AppError('PLUGIN_UNAVAILABLE', message, { plugin });
        void lane.idle().then(() => state.finish('source', lost ?? undefined));
      },
    },
  );
  state.disconnect = disconnect;
}

/** A connection to the plugin: what was asked, and for which plan. */
type Connection = {
  readonly state: State;
  readonly subscription: PreparedSubscription;
  readonly asked: UpstreamRequest;
  readonly present: PresentSubscription;
};

async function answerToMessage(connection: Connection, answer: PluginAnswer): Promise<Message> {
  const { state } = connection;
  const { limits, logger, gone } = state;
  const asker = caller(state);
  const { plugin, responseName } = state.subscription.source;
  const context = { plugin, requestId: asker.requestId, logger };
  const faults = (answer.errors ?? []).map((error) => answeredFault(error, context));
  const errors = faults.map((fault) => ({ ...fault, path: fault.path ?? [responseName] }));
  try {
    return await withDeadline(limits.eventTimeoutMs, gone.signal, async (signal) => {
      const fitting = await fittingPlan(connection, asker);
      if (!fitting || !answer.data) return writeMessage({ data: null, errors }, NOWHERE);
      const options = { seed: answer.data };
      const { graph, prepared, variables } = fitting;
      const { result } = await graph.run(prepared, variables, { ...asker, signal }, options);
      return writeMessage(withErrors(result, errors), NOWHERE);
    });
  } catch (thrown) {
    const refusal = toRefusal(thrown, asker.requestId, logger);
    return writeFailure(refusal.errors, responseName, NOWHERE);
  }
}

/**
 * The plan that an answer fits: the present graph's, if it begins with the same request. Otherwise this answer is
 * finished on the graph it was asked for, and the plugin is asked anew.
 */
async function fittingPlan(
  { state, subscription, asked, present }: Connection,
  asker: Caller,
): Promise<PreparedSubscription | null> {
  const now = await present.get(asker);
  if (!now || now === subscription) return now;
  if (isDeepStrictEqual(state.upstream.request(now), asked)) return now;
  const { disconnect } = state;
  setImmediate(() => {
    if (state.disconnect === disconnect) reconnect(state, now);
  });
  return subscription;
}

function reconnect(state: State, next: PreparedSubscription): void {
  state.disconnect();
  if (!state.gone.signal.aborted) connect(state, next);
}

function withErrors(
  result: ExecutionResult,
  errors: readonly GraphQLFormattedError[],
): FormattedExecutionResult {
  const all = [...errors, ...(result.errors ?? []).map((error) => error.toJSON())];
  return { ...result, ...(all.length > 0 ? { errors: all } : {}) } as FormattedExecutionResult;
}

function caller(state: State): Caller {
  const signal = state.gone.signal;
  return { ...state.caller(), requestId: randomUUID(), traceparent: null, signal };
}
