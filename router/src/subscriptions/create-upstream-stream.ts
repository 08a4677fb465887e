import { AppError } from '@gestas/sdk';
import type { GraphQLError } from 'graphql';
import { answerToMessage } from './answer-to-message.ts';
import type { LiveStream } from './create-event-stream.ts';
import { createMessageQueue, type Message, tooSlow } from './create-message-queue.ts';
import { createOrderedLane } from './create-ordered-lane.ts';
import { createPresentSubscription } from './create-present-subscription.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import { subscribePlugin } from './subscribe-plugin.ts';
import type { EndReason } from './subscription-metrics.ts';
import {
  NOWHERE,
  type UpstreamState,
  type UpstreamStreamOptions,
  upstreamCaller,
} from './upstream.ts';
import { writeFarewell } from './write-message.ts';

/** A stream that can be begun anew with other rights or on another graph. */
export type UpstreamStream = LiveStream & { move(next: PreparedSubscription): void };

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
  const state: UpstreamState = {
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
    start: null,
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

function connect(state: UpstreamState, subscription: PreparedSubscription): void {
  const { upstream, limits } = state;
  const lane = createOrderedLane<Message>(limits.width);
  const { plugin } = subscription.source;
  const asked = upstream.request(subscription);
  const present = createPresentSubscription({
    ...state,
    first: subscription,
    onEnd: (error) => state.finish('invalid', error),
  });
  const onMoved = (next: PreparedSubscription) => {
    if (state.disconnect === disconnect) setImmediate(reconnect, state, next, disconnect);
  };
  const disconnect = subscribePlugin(
    {
      url: upstream.url(plugin),
      request: asked,
      connectionParams: async () =>
        upstream.connectionParams?.(plugin, upstreamCaller(state)) ?? {},
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
        const from = { state, subscription, asked, present, onMoved };
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

/** Asks the plugin anew, unless somebody else has done so since `instead` was the connection. */
function reconnect(
  state: UpstreamState,
  next: PreparedSubscription,
  instead = state.disconnect,
): void {
  if (state.disconnect !== instead) return;
  state.disconnect();
  if (!state.gone.signal.aborted) connect(state, next);
}
