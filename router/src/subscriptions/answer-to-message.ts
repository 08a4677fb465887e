import { isDeepStrictEqual } from 'node:util';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { toRefusal } from '../engine/refusal.ts';
import { answeredFault } from '../execution/plugin-faults.ts';
import type { Caller } from '../pipeline.ts';
import type { Message } from './create-message-queue.ts';
import type { PresentSubscription } from './create-present-subscription.ts';
import type { PreparedSubscription } from './prepare-subscription.ts';
import type { PluginAnswer, UpstreamRequest } from './subscribe-plugin.ts';
import { NOWHERE, type UpstreamState, upstreamCaller } from './upstream.ts';
import { withDeadline } from './with-deadline.ts';
import { writeFailure, writeMessage } from './write-message.ts';

/** A connection to the plugin: what was asked, and for which plan. */
export type UpstreamConnection = {
  readonly state: UpstreamState;
  readonly subscription: PreparedSubscription;
  readonly asked: UpstreamRequest;
  readonly present: PresentSubscription;
  /** The present graph asks the plugin otherwise: ask anew. */
  readonly onMoved: (next: PreparedSubscription) => void;
};

/** Executes the rest of the plan on an answer of the plugin. Never throws: what fails is told in the message. */
export async function answerToMessage(
  connection: UpstreamConnection,
  answer: PluginAnswer,
): Promise<Message> {
  const { state } = connection;
  const { limits, logger, gone } = state;
  const asker = upstreamCaller(state);
  const { plugin, responseName } = state.subscription.source;
  const context = { plugin, requestId: asker.requestId, logger };
  const faults = (answer.errors ?? []).map((error) => answeredFault(error, context));
  const errors = faults.map((fault) => ({ ...fault, path: fault.path ?? [responseName] }));
  try {
    return await withDeadline(limits.eventTimeoutMs, gone.signal, async (signal) => {
      const fitting = await fittingPlan(connection, asker);
      if (!fitting || !answer.data)
        return writeMessage(withErrors({ data: null }, errors), NOWHERE);
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
  { state, subscription, asked, present, onMoved }: UpstreamConnection,
  asker: Caller,
): Promise<PreparedSubscription | null> {
  const now = await present.get(asker);
  if (!now || now === subscription) return now;
  if (isDeepStrictEqual(state.upstream.request(now), asked)) return now;
  onMoved(now);
  return subscription;
}

function withErrors(
  result: ExecutionResult,
  errors: readonly GraphQLFormattedError[],
): FormattedExecutionResult {
  const all = [...errors, ...(result.errors ?? []).map((error) => error.toJSON())];
  return { ...result, ...(all.length > 0 ? { errors: all } : {}) } as FormattedExecutionResult;
}
