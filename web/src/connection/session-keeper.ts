import { backoff } from './backoff.ts';
import { type Clock, pause } from './clock.ts';
import { createSignal, type Signal } from './create-signal.ts';
import { toFailure } from './failure.ts';
import type { RunAlone } from './run-alone.ts';
import type { Credentials, Invitation, Session, SessionState, SignedOutReason } from './session.ts';
import type { SessionMemory } from './session-memory.ts';
import type { SessionRequests, SignInResult } from './session-requests.ts';

/** What the keeper works with; everything that touches the world comes in here. */
export type SessionKeeperParts = {
  readonly requests: SessionRequests;
  readonly memory: SessionMemory;
  readonly runAlone: RunAlone;
  readonly clock: Clock;
  readonly random?: () => number;
};

/** Holds this tab's session: signs in, renews the token before it ends, signs out. */
export type SessionKeeper = {
  readonly state: Omit<Signal<SessionState>, 'set'>;
  /** Takes up the session the tab had, if any; tries again for as long as the server can't be reached. */
  readonly start: () => Promise<void>;
  readonly signIn: (credentials: Credentials) => Promise<SignInResult>;
  /** Redeems an invitation, which signs in; false when signing in takes more than that. */
  readonly accept: (invitation: Invitation) => Promise<boolean>;
  readonly signOut: () => Promise<void>;
  /** An access token good for a few seconds at least, renewed first when needed; null when nobody is signed in. */
  readonly token: () => Promise<string | null>;
  /** Renews now. Throws a RequestError when the server can't be reached; a refused session is signed out instead. */
  readonly refresh: () => Promise<Session | null>;
};

/** A token with less than this left is renewed before it is used. */
const USABLE = 5_000;
/** The token is renewed this long before its end, spread over a quarter more. */
const AHEAD = 60_000;
const RETRY = { base: 500, cap: 15_000 };

/** Makes the keeper of this tab's session. */
export function createSessionKeeper(parts: SessionKeeperParts): SessionKeeper {
  const { requests, memory, clock } = parts;
  const state = createSignal<SessionState>({ status: 'starting', unreachable: false });
  const timer = createTimer(clock);
  let refreshing: Promise<Session | null> | null = null;

  const current = () => {
    const now = state.get();
    return now.status === 'signed-in' ? now.session : null;
  };
  const adopt = (session: Session) => {
    memory.keep(session);
    state.set({ status: 'signed-in', session });
    timer.set(renewalDelay(session, clock.now(), parts.random), () => void renewInTime());
    return session;
  };
  const end = (reason: SignedOutReason) => {
    timer.clear();
    memory.forget();
    state.set({ status: 'signed-out', reason });
    return null;
  };
  const renewOnce = async () => {
    const held = current()?.id ?? memory.sessionId();
    if (!held) return end('none');
    const session = await renew(parts, held);
    if (!isStillHeld(state.get(), memory, held)) return current();
    return session ? adopt(session) : end('ended');
  };
  const refresh = () => {
    refreshing ??= renewOnce().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };
  const renewInTime = () => keepTrying(refresh, parts, () => current() !== null);

  return {
    state,
    start: async () => {
      const kept = memory.kept(clock.now() + USABLE);
      if (kept) adopt(kept);
      else if (!memory.sessionId()) end('none');
      else await keepTrying(refresh, parts, () => markUnreachable(state));
    },
    signIn: async (credentials) => {
      const result = await requests.signIn(credentials);
      if (result.kind === 'session') adopt(result.session);
      return result;
    },
    accept: async (invitation) => {
      const session = await requests.accept(invitation);
      if (session) adopt(session);
      return session !== null;
    },
    signOut: async () => {
      const session = current();
      end('left');
      if (session) await requests.signOut(session.id).catch(() => undefined);
    },
    token: async () => {
      const session = current();
      if (session && session.expiresAt - clock.now() > USABLE) return session.accessToken;
      return session ? ((await refresh())?.accessToken ?? null) : null;
    },
    refresh,
  };
}

/** Asks for the session's next token, one tab at a time. Null when the server says that the session is over. */
async function renew(
  { requests, runAlone }: SessionKeeperParts,
  sessionId: string,
): Promise<Session | null> {
  try {
    return await runAlone(`gestas.refresh.${sessionId}`, () => requests.refresh(sessionId));
  } catch (error) {
    if (isRefusal(toFailure(error).code)) return null;
    throw error;
  }
}

/** False when the person signed in anew or left while the answer was on its way. */
function isStillHeld(state: SessionState, memory: SessionMemory, sessionId: string): boolean {
  if (state.status === 'signed-in') return state.session.id === sessionId;
  return state.status === 'starting' && memory.sessionId() === sessionId;
}

function isRefusal(code: string): boolean {
  return ['UNAUTHENTICATED', 'SESSION_ENDED', 'TOKEN_INVALID', 'FORBIDDEN'].includes(code);
}

/** Repeats `task` with jitter while it throws and `goOn` agrees. */
async function keepTrying(
  task: () => Promise<unknown>,
  { clock, random }: SessionKeeperParts,
  goOn: () => boolean,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await task();
      return;
    } catch {
      if (!goOn()) return;
      await pause(clock, backoff(attempt, RETRY, random));
    }
  }
}

function markUnreachable(state: Signal<SessionState>): boolean {
  if (state.get().status !== 'starting') return false;
  state.set({ status: 'starting', unreachable: true });
  return true;
}

function renewalDelay(session: Session, now: number, random: () => number = Math.random): number {
  const left = session.expiresAt - now;
  const ahead = Math.min(AHEAD, left / 2) * (1 + random() / 4);
  return Math.max(0, left - ahead);
}

/** One timer that is replaced when set again. */
function createTimer(clock: Clock) {
  let cancel = () => {};
  return {
    set: (delay: number, task: () => void) => {
      cancel();
      cancel = clock.after(delay, task);
    },
    clear: () => cancel(),
  };
}
