import type { GraphQLError } from 'graphql';
import type { GraphQLRequest } from '../pipeline.ts';
import { type ClientOptions, type ClientState, type Identity, isExpired } from './client-state.ts';
import type { HubCore } from './hub-core.ts';
import { type Operation, type OperationContext, operate } from './operate.ts';
import { haveSameRights } from './sharing-key.ts';
import { sessionEnded, tokenExpired } from './subscription-error.ts';
import type { EndReason } from './subscription-metrics.ts';

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

function failAll(state: ClientState, error: GraphQLError, reason: EndReason): void {
  for (const { stream } of [...state.streams]) stream.fail(error, reason);
}

async function presentCursor({ feed, identity, core }: ClientState): Promise<string | null> {
  if (!feed || !identity.viewer) return null;
  const position = await feed.start().catch(() => null);
  return position === null ? null : core.cursors.write(identity.viewer.tenantId, position);
}
