import type { Sink } from 'graphql-ws';
import { backoff } from './backoff.ts';
import { type Clock, pause } from './clock.ts';
import { type CursorKeeper, createCursorKeeper } from './cursor-keeper.ts';
import type { AnswerError } from './failure.ts';
import type { GraphQLPayload } from './post-graphql.ts';
import { type Recovery, recoveryOf } from './recovery-of.ts';

/** One message of a subscription, as graphql-ws hands it over. */
export type SubscriptionResult = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: unknown;
};

/** Where messages go. */
export type SubscriptionSink = Sink<SubscriptionResult>;

/** Subscribes once over the present socket; what `createClient` of graphql-ws offers, and tests stand in for. */
export type SubscribeOnce = (payload: GraphQLPayload, sink: SubscriptionSink) => () => void;

/** What a subscription that goes on by itself works with. */
export type ResumingParts = {
  readonly subscribeOnce: SubscribeOnce;
  readonly clock: Clock;
  readonly random?: (() => number) | undefined;
  /** Makes good what stands before the next try; false when there is none, a rejection asks for another wait. */
  readonly recover: (recovery: Recovery) => Promise<boolean>;
  /** Shared with the owner, who asks which subscriptions could not resume. */
  readonly cursor?: CursorKeeper;
};

const RETRY = { base: 300, cap: 10_000 };

/**
 * Subscribes and stays subscribed: every (re)subscribe says where the last message stood (`extensions.resumeFrom`), and
 * endings that can be mended are mended without the sink noticing. Answers the function that stops it.
 */
export function subscribeResuming(
  payload: GraphQLPayload,
  sink: SubscriptionSink,
  parts: ResumingParts,
): () => void {
  const cursor = parts.cursor ?? createCursorKeeper();
  const over = new AbortController();
  let attempt = 0;
  let stop = () => {};

  // graphql-ws writes the payload anew at each reconnect, so a getter is enough to resume.
  const live = {
    ...payload,
    get extensions() {
      return cursor.extensions(payload.extensions);
    },
  };
  const mend = async (ending: unknown): Promise<void> => {
    stop();
    keepCursors(cursor, ending);
    const recovery = recoveryOf(ending);
    if (recovery === 'give-up') return sink.error(ending);
    if (recovery === 'reload') cursor.forget();
    await pause(parts.clock, backoff(attempt, RETRY, parts.random), over.signal);
    attempt += 1;
    if (over.signal.aborted) return;
    const outcome = await parts.recover(recovery).catch(() => 'failed' as const);
    if (outcome === 'failed') return mend(null);
    return outcome ? open() : sink.error(ending);
  };
  const open = () => {
    if (over.signal.aborted) return;
    let ended = false;
    const endOnce = (ending: unknown) => {
      if (ended || over.signal.aborted) return;
      ended = true;
      void mend(ending);
    };
    stop = parts.subscribeOnce(live, {
      next: (result) => {
        cursor.keep(result.extensions);
        if (isEnding(result)) return endOnce(result.errors);
        attempt = 0;
        sink.next(result);
      },
      error: endOnce,
      complete: () => {
        if (!ended && !over.signal.aborted) sink.complete();
      },
    });
  };
  open();
  return () => {
    over.abort();
    stop();
  };
}

/** A message without data whose error can be mended ends the subscription, whatever form the server gave it. */
function isEnding({ data, errors }: SubscriptionResult): boolean {
  return !data && errors !== undefined && recoveryOf(errors) !== 'give-up';
}

function keepCursors(cursor: CursorKeeper, ending: unknown): void {
  if (!Array.isArray(ending)) return;
  for (const error of ending as readonly AnswerError[]) cursor.keep(error.extensions);
}
