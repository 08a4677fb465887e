import { AppError } from '@gestas/sdk';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { toRefusal } from '../engine/refusal.ts';
import type { Caller, GraphQLRequest, PreparedOperation } from '../pipeline.ts';
import {
  type ClientOptions,
  type ClientState,
  type Identity,
  standingCaller,
} from './client-state.ts';
import type { Stream } from './create-event-stream.ts';
import type { HubCore } from './hub-core.ts';
import { openStream } from './open-stream.ts';
import { toSubscription } from './prepare-subscription.ts';
import { haveSameRights } from './sharing-key.ts';
import { overCap, sessionEnded, tokenExpired } from './subscription-error.ts';
import type { EndReason } from './subscription-metrics.ts';
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

/** One socket or one event stream, with all its operations. */
export type HubClient = {
  identity(): Identity;
  /** Answers a query or mutation, or opens a subscription. Never throws. */
  operate(request: GraphQLRequest, context: OperationContext): Promise<Operation>;
  /** Takes a new token of the same session and tenant; false for any other, which changes nothing. */
  renew(identity: Identity): boolean;
  /** The tenant's present place, for a client that has not received anything yet; null without a tenant or log. */
  cursor(): Promise<string | null>;
  /** The client has left. */
  close(): void;
};

/** A client as the hub holds it. */
export type HeldClient = HubClient & {
  /** Other rights for the same session: every subscription is prepared again. */
  reauthorise(viewer: NonNullable<Identity['viewer']>): void;
  /** Ends what a token that has run out must not go on with. */
  tick(): void;
  /** The session is over, or the router stops. */
  end(reason: 'session' | 'shutdown'): void;
  farewell(retryAfterMs: number): Promise<void>;
};

/** Makes a client. `onClose` tells the hub to forget it. */
export function createHubClient(
  core: HubCore,
  options: ClientOptions,
  onClose: (client: HeldClient) => void,
): HeldClient {
  const { viewer, tokenState, expiresAt } = options.caller;
  const held = viewer && core.feeds ? core.feeds.hold(viewer.tenantId) : null;
  const state: ClientState = {
    core,
    options,
    feed: held?.feed ?? null,
    release: held?.release ?? (() => {}),
    gone: new AbortController(),
    streams: new Set(),
    identity: { viewer, tokenState, expiresAt },
    active: 0,
  };
  const client: HeldClient = {
    identity: () => state.identity,
    operate: (request, context) => operate(state, request, context),
    renew: (identity) => renew(state, identity),
    cursor: () => presentCursor(state),
    reauthorise: (next) => changeIdentity(state, { ...state.identity, viewer: next }),
    tick() {
      if (isExpired(state)) failAll(state, tokenExpired(), 'expired');
    },
    end(reason) {
      if (reason === 'session') failAll(state, sessionEnded(), 'session');
      options.onEnd(reason);
      client.close();
    },
    async farewell(retryAfterMs) {
      await Promise.all([...state.streams].map(({ stream }) => stream.farewell(retryAfterMs)));
    },
    close() {
      if (state.gone.signal.aborted) return;
      state.gone.abort();
      for (const { stream } of [...state.streams]) stream.stop();
      state.release();
      onClose(client);
    },
  };
  return client;
}

async function operate(
  state: ClientState,
  request: GraphQLRequest,
  context: OperationContext,
): Promise<Operation> {
  const { core, gone } = state;
  const arrival = state.feed?.start() ?? Promise.resolve(0);
  arrival.catch(() => {});
  let isStream = false;
  state.active += 1;
  try {
    requireAdmission(state);
    const operation = await withDeadline(core.limits.eventTimeoutMs, gone.signal, (signal) =>
      perform(state, request, context, arrival, signal),
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
  arrival: Promise<number>,
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
    const opening = { request, subscription, viewer: standing.viewer, arrival, resumeFrom, signal };
    return { kind: 'stream', prepared, stream: await openStream(state, opening) };
  }
  if (prepared.kind === 'mutation' && context.isReadOnly) {
    throw new AppError('BAD_REQUEST', 'GET can only read; send mutations by POST.');
  }
  const variables = graph.coerceVariables(prepared, request.variables);
  return { kind: 'result', prepared, ...(await graph.run(prepared, variables, caller)) };
}

function renew(state: ClientState, next: Identity): boolean {
  const { viewer } = state.identity;
  const isSame =
    viewer?.sessionId === next.viewer?.sessionId && viewer?.tenantId === next.viewer?.tenantId;
  if (!viewer || !isSame || viewer.userId !== next.viewer?.userId) return false;
  changeIdentity(state, next);
  return true;
}

function changeIdentity(state: ClientState, next: Identity): void {
  const before = state.identity.viewer;
  state.identity = next;
  if (before && next.viewer && haveSameRights(before, next.viewer)) return;
  for (const held of [...state.streams]) held.reauthorise();
}

function isExpired({ identity, core }: ClientState): boolean {
  return identity.expiresAt !== null && identity.expiresAt <= core.now();
}

function failAll(state: ClientState, error: GraphQLError, reason: EndReason): void {
  for (const { stream } of [...state.streams]) stream.fail(error, reason);
}

async function presentCursor({ feed, identity, core }: ClientState): Promise<string | null> {
  if (!feed || !identity.viewer) return null;
  const position = await feed.start().catch(() => null);
  return position === null ? null : core.cursors.write(identity.viewer.tenantId, position);
}
