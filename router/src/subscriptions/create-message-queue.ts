import { AppError } from '@gestas/sdk';
import type { GraphQLError } from 'graphql';
import { type ChangeSignal, createChangeSignal } from './create-change-signal.ts';

/** One message of a subscription, written down once for everybody who gets it. */
export type Message = {
  /** JSON text of the execution result. */
  readonly text: string;
  /** Where to continue from; null when the source keeps no log. */
  readonly cursor: string | null;
  readonly position: number;
  /** Only in a farewell: when to come back. */
  readonly retryAfterMs?: number;
};

/** The messages that wait for one reader. One consumer calls `next` again and again. */
export type MessageQueue = {
  /** Adds a message; a reader that is too far behind is reported to `onOverflow`. */
  push(message: Message): void;
  /** Notes that events up to here needed no message. */
  pass(position: number): void;
  /** Everything up to here was handed over or needed no message: where to continue from. */
  position(): number;
  /** Forgets what waits. */
  clear(): void;
  /** Resolves when the reader has caught up enough for more. */
  room(): Promise<void>;
  /** Resolves when everything was handed over and the reader came back for more, or the queue has ended. */
  drained(): Promise<void>;
  /** Ends after what waits was handed over, or at once with an error. Later calls change nothing. */
  end(error?: GraphQLError): void;
  /** The next message, null at the end; throws the error the queue ended with. */
  next(): Promise<Message | null>;
};

/** Bounds of a queue: messages, and characters of all messages together. */
export type QueueBounds = { readonly length: number; readonly size: number };

type State = {
  waiting: Message[];
  size: number;
  handedOver: number;
  passed: number;
  end: { readonly error: GraphQLError | undefined } | null;
  isReaderWaiting: boolean;
  readonly signal: ChangeSignal;
};

/** Makes the queue of one subscription that starts after `start`. `onOverflow` must end the queue. */
export function createMessageQueue(
  bounds: QueueBounds,
  start: number,
  onOverflow: (error: AppError) => void,
): MessageQueue {
  const state: State = {
    waiting: [],
    size: 0,
    handedOver: start,
    passed: start,
    end: null,
    isReaderWaiting: false,
    signal: createChangeSignal(),
  };
  const { signal } = state;
  const hasEnded = () => state.end !== null;
  const isEmpty = () => state.waiting.length === 0;

  return {
    push(message) {
      if (hasEnded()) return;
      state.waiting.push(message);
      state.size += message.text.length;
      if (isOver(state, bounds)) onOverflow(tooSlow(bounds.length));
      signal.changed();
    },
    pass(position) {
      state.passed = position;
    },
    position: () => (isEmpty() ? Math.max(state.handedOver, state.passed) : state.handedOver),
    clear: () => clear(state),
    room: () => signal.until(() => hasEnded() || state.waiting.length * 4 <= bounds.length),
    drained: () => signal.until(() => hasEnded() || (state.isReaderWaiting && isEmpty())),
    end(error) {
      if (hasEnded()) return;
      if (error) clear(state);
      state.end = { error };
      signal.changed();
    },
    next: () => next(state),
  };
}

async function next(state: State): Promise<Message | null> {
  const { signal } = state;
  state.isReaderWaiting = true;
  signal.changed();
  await signal.until(() => state.end !== null || state.waiting.length > 0);
  state.isReaderWaiting = false;
  const message = state.waiting.shift();
  if (!message) {
    if (state.end?.error) throw state.end.error;
    return null;
  }
  state.size -= message.text.length;
  state.handedOver = message.position;
  signal.changed();
  return message;
}

/** What is forgotten was never handed over, so it does not count as passed either. */
function clear(state: State): void {
  if (state.waiting.length > 0) state.passed = state.handedOver;
  state.waiting = [];
  state.size = 0;
  state.signal.changed();
}

function isOver({ waiting, size }: State, bounds: QueueBounds): boolean {
  return waiting.length > bounds.length || (size > bounds.size && waiting.length > 1);
}

/** The error of a reader who let more than `maximum` messages wait. */
export function tooSlow(maximum: number): AppError {
  return new AppError('LIMIT_EXCEEDED', 'Messages are read too slowly; continue from the cursor.', {
    limit: 'subscriptionQueue',
    maximum,
  });
}
