import type { Caller } from '../pipeline.ts';
import type { LiveStream } from './create-event-stream.ts';
import type { StandingCaller } from './create-shared-execution.ts';
import type { TenantFeed } from './create-tenant-feed.ts';
import type { HubCore } from './hub-core.ts';

/** Who a client is, and until when. */
export type Identity = Pick<Caller, 'viewer' | 'tokenState' | 'expiresAt'>;

/** How a client is made known to the hub. */
export type ClientOptions = {
  readonly caller: StandingCaller;
  /** The hub wants the client gone: its session was revoked, or the router stops. */
  readonly onEnd: (reason: 'session' | 'shutdown') => void;
};

/** A stream and how to prepare it again when the rights of its client have changed. */
export type HeldStream = { readonly stream: LiveStream; readonly reauthorise: () => void };

/** What the hub knows of one client. */
export type ClientState = {
  readonly core: HubCore;
  readonly options: ClientOptions;
  /** Null for anonymous clients and without an event log. */
  readonly feed: TenantFeed | null;
  readonly release: () => void;
  /** Aborted when the client has left. */
  readonly gone: AbortController;
  readonly streams: Set<HeldStream>;
  identity: Identity;
  /** Operations under way, subscriptions included. */
  active: number;
};

/** The caller as of now: rights and expiry change while a client stays. */
export function standingCaller(state: ClientState): StandingCaller {
  return { ...state.options.caller, ...state.identity };
}

/** Whether the client's token has run out. */
export function isExpired({ identity, core }: ClientState): boolean {
  return identity.expiresAt !== null && identity.expiresAt <= core.now();
}
