import type { GraphQLError } from 'graphql';
import { createMessageQueue, type Message, type QueueBounds } from './create-message-queue.ts';
import type { SharedExecution } from './create-shared-execution.ts';
import { type FollowOptions, followFeed } from './follow-feed.ts';
import { withCursor } from './subscription-error.ts';
import type { EndReason } from './subscription-metrics.ts';
import { writeFarewell } from './write-message.ts';

/** What a transport reads: one message after another, at its own pace. */
export type Stream = {
  /** The place it begins after; null when its source keeps no log. */
  readonly start: string | null;
  /** The next message, null at the end; throws the GraphQLError the subscription ended with. */
  next(): Promise<Message | null>;
  /** The client has left. */
  stop(): void;
};

/** A stream as the hub holds it. */
export type LiveStream = Stream & {
  /** Ends with an error that carries the cursor. */
  fail(error: GraphQLError, reason: EndReason): void;
  /** Tells that the router stops, instead of what still waits; resolves when the reader took it. */
  farewell(retryAfterMs: number): Promise<void>;
};

/** A stream fed by a tenant's events. */
export type EventStream = LiveStream & {
  /** Goes on with another execution (the rights have changed) after the last message that was handed over. */
  move(share: () => SharedExecution): void;
  /** Takes part in no execution until it is moved. */
  pause(): void;
};

/** What an event stream is made of; it starts after `from`. */
export type EventStreamOptions = Omit<FollowOptions, 'queue' | 'fail'> & {
  readonly bounds: QueueBounds;
  readonly onEnd: (reason: EndReason) => void;
};

/** Makes the stream of one subscriber and starts to fill it. */
export function createEventStream(options: EventStreamOptions): EventStream {
  const { placeOf } = options;
  let hasEnded = false;
  let leaving: EndReason = 'client';
  let unfollow = () => {};

  const finish = (reason: EndReason, error?: GraphQLError) => {
    if (hasEnded) return;
    hasEnded = true;
    unfollow();
    queue.end(error);
    options.onEnd(reason);
  };
  const fail = (error: GraphQLError, reason: EndReason) =>
    finish(reason, withCursor(error, placeOf(queue.position()).cursor));
  const queue = createMessageQueue(options.bounds, options.from, (error) => fail(error, 'slow'));

  const follow = (shared: SharedExecution, from: number) => {
    const end = (error: GraphQLError) => fail(error, 'invalid');
    unfollow = followFeed({ ...options, shared, from, queue, fail: end });
  };
  const pause = () => {
    unfollow();
    queue.clear();
  };
  follow(options.shared, options.from);

  return {
    start: placeOf(options.from).cursor,
    next: queue.next,
    stop() {
      queue.clear();
      finish(leaving);
    },
    fail,
    pause,
    move(share) {
      if (hasEnded) return;
      pause();
      follow(share(), queue.position());
    },
    async farewell(retryAfterMs) {
      if (hasEnded) return;
      leaving = 'shutdown';
      pause();
      queue.push(writeFarewell(placeOf(queue.position()), retryAfterMs));
      await queue.drained();
    },
  };
}
