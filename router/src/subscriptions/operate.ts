import { AppError } from '@gestas/sdk';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { toRefusal } from '../engine/refusal.ts';
import type { Caller, GraphQLRequest, PreparedOperation } from '../pipeline.ts';
import { type ClientState, isExpired, standingCaller } from './client-state.ts';
import type { Stream } from './create-event-stream.ts';
import { type Arrivals, arriveAt } from './feed-of.ts';
import { openStream } from './open-stream.ts';
import { toSubscription } from './prepare-subscription.ts';
import { overCap, tokenExpired } from './subscription-error.ts';
import { withDeadline } from './with-deadline.ts';

/** What came of one operation. */
export type Operation =
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] }
  | {
      readonly kind: 'result';
      readonly prepared: PreparedOperation;
      readonly result: ExecutionResult;
      readonly setCookies: readonly string[];
    }
  | { readonly kind: 'stream'; readonly prepared: PreparedOperation; readonly stream: Stream };

/** What belongs to one operation only. */
export type OperationContext = {
  readonly requestId: string;
  readonly traceparent: string | null;
  /** Where to continue from, as the client sent it. */
  readonly resumeFrom: unknown;
  /** Whether only a query or a subscription may run (GET). */
  readonly isReadOnly?: boolean;
};

/** Answers a query or mutation, or opens a subscription, within the client's caps. Never throws. */
export async function operate(
  state: ClientState,
  request: GraphQLRequest,
  context: OperationContext,
): Promise<Operation> {
  const { core, gone } = state;
  const arrivals = { tenant: arriveAt(state.feed), platform: arriveAt(core.platformFeed()) };
  let isStream = false;
  state.active += 1;
  try {
    requireAdmission(state);
    const operation = await withDeadline(core.limits.eventTimeoutMs, gone.signal, (signal) =>
      perform(state, request, context, arrivals, signal),
    );
    isStream = operation.kind === 'stream';
    return operation;
  } catch (thrown) {
    const { errors } = toRefusal(thrown, context.requestId, core.logger);
    return { kind: 'refused', errors };
  } finally {
    if (!isStream) state.active -= 1;
  }
}

function requireAdmission(state: ClientState): void {
  const { core, active } = state;
  const { perConnection } = core.limits;
  if (core.isDraining()) {
    const details = { plugin: 'router', retryAfterSeconds: 1 };
    throw new AppError('PLUGIN_UNAVAILABLE', 'The router is stopping: connect again.', details);
  }
  if (active > perConnection) throw overCap('connection', perConnection);
  if (isExpired(state)) throw tokenExpired();
}

async function perform(
  state: ClientState,
  request: GraphQLRequest,
  context: OperationContext,
  arrivals: Arrivals,
  signal: AbortSignal,
): Promise<Operation> {
  const { core } = state;
  const { requestId, traceparent } = context;
  const standing = standingCaller(state);
  const caller: Caller = { ...standing, requestId, traceparent, signal };
  const graph = core.engine.current();
  const prepared = await graph.prepare(request, caller);
  if (prepared.kind === 'subscription') {
    const subscription = toSubscription(graph, prepared, request.variables);
    const { resumeFrom } = context;
    const opening = {
      request,
      subscription,
      viewer: standing.viewer,
      arrivals,
      resumeFrom,
      signal,
    };
    return { kind: 'stream', prepared, stream: await openStream(state, opening) };
  }
  if (prepared.kind === 'mutation' && context.isReadOnly) {
    throw new AppError('BAD_REQUEST', 'GET can only read; send mutations by POST.');
  }
  const variables = graph.coerceVariables(prepared, request.variables);
  return { kind: 'result', prepared, ...(await graph.run(prepared, variables, caller)) };
}
