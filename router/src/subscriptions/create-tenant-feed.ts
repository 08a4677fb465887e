import type { EventEnvelope, EventLog, EventPage, Logger } from '@gestas/sdk';

/** One tenant's events as this router sees them: read from the log once for everybody. */
export type TenantFeed = {
  readonly tenantId: string;
  /** The newest position known; throws when the log can't be reached for the first time. */
  start(): Promise<number>;
  /** The newest position known so far, without waiting. */
  position(): number;
  /** Events after a position and up to `position()`, from memory or else from the log; a hole counts as a gap. */
  read(position: number): Promise<EventPage>;
  /**
   * Says that there may be more in the log: a bell (which names its position), a reconnect, or the sweep. Resolves when
   * the log was looked at; never rejects.
   */
  poke(position?: number): Promise<void>;
  /** Called after each look at the log, failed ones too. Returns what stops it. */
  onLook(listener: () => void): () => void;
  /** Reads no more. */
  close(): void;
};

/** What a feed is made of. `onEvent` sees each event once, in order. */
export type TenantFeedOptions = {
  readonly tenantId: string;
  readonly eventLog: Pick<EventLog, 'lastPosition' | 'readAfter'>;
  readonly logger: Logger;
  readonly onEvent: (event: EventEnvelope) => void;
};

type State = TenantFeedOptions & {
  readonly listeners: Set<() => void>;
  recent: EventEnvelope[];
  position: number;
  starting: Promise<void> | null;
  isReady: boolean;
  looking: Promise<void> | null;
  mustLookAgain: boolean;
  isClosed: boolean;
};

const PAGE = 100;
const REMEMBERED = 1_000;

/** Makes the feed of one tenant. It reads nothing until `start` is called. */
export function createTenantFeed(options: TenantFeedOptions): TenantFeed {
  const state: State = {
    ...options,
    listeners: new Set(),
    recent: [],
    position: 0,
    starting: null,
    isReady: false,
    looking: null,
    mustLookAgain: false,
    isClosed: false,
  };
  return {
    tenantId: options.tenantId,
    start: () => start(state),
    position: () => state.position,
    read: (after) => readFrom(state, after),
    async poke(heard = Number.POSITIVE_INFINITY) {
      if (!state.isReady || state.isClosed || heard <= state.position) return;
      state.mustLookAgain = true;
      state.looking ??= look(state);
      await state.looking;
    },
    onLook(listener) {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
    close() {
      state.isClosed = true;
      state.listeners.clear();
    },
  };
}

async function start(state: State): Promise<number> {
  if (state.isReady) return state.position;
  state.starting ??= state.eventLog.lastPosition(state.tenantId).then((position) => {
    state.position = position;
    state.isReady = true;
  });
  try {
    await state.starting;
  } finally {
    state.starting = null;
  }
  return state.position;
}

/** Reads the log until nothing new is found. Failures are logged: the next bell or sweep looks again. */
async function look(state: State): Promise<void> {
  try {
    while (state.mustLookAgain && !state.isClosed) {
      state.mustLookAgain = false;
      await lookOnce(state);
    }
  } catch (err) {
    state.mustLookAgain = false;
    state.logger.warn({ err, tenantId: state.tenantId }, 'event log could not be read');
  } finally {
    state.looking = null;
  }
  for (const listener of state.listeners) listener();
}

async function lookOnce(state: State): Promise<void> {
  const found = await state.eventLog.readAfter(state.tenantId, state.position, PAGE);
  if (state.isClosed) return;
  const page = withoutHoles(found, state.position);
  if (page.gap) await takeAfterGap(state, found.events);
  else take(state, page.events);
  for (const listener of state.listeners) listener();
  state.mustLookAgain ||= found.events.length >= PAGE;
}

function take(state: State, events: readonly EventEnvelope[]): void {
  for (const event of events) {
    state.position = event.position;
    state.recent.push(event);
    state.onEvent(event);
  }
  if (state.recent.length > 2 * REMEMBERED) state.recent = state.recent.slice(-REMEMBERED);
}

/** Readers who are behind the gap find out when they read; this only goes on with what is kept. */
async function takeAfterGap(state: State, kept: readonly EventEnvelope[]): Promise<void> {
  state.recent = [];
  const [first] = kept;
  if (first)
    return take(state, withoutHoles({ events: kept, gap: false }, first.position - 1).events);
  state.position = Math.max(state.position, await state.eventLog.lastPosition(state.tenantId));
}

async function readFrom(state: State, after: number): Promise<EventPage> {
  if (after >= state.position) return { events: [], gap: false };
  const index = after + 1 - (state.recent[0]?.position ?? Number.POSITIVE_INFINITY);
  if (index >= 0) return { events: state.recent.slice(index, index + PAGE), gap: false };
  const found = await state.eventLog.readAfter(state.tenantId, after, PAGE);
  const page = withoutHoles(found, after);
  const known = page.events.filter((event) => event.position <= state.position);
  return { events: known, gap: page.gap || known.length === 0 };
}

function withoutHoles(page: EventPage, after: number): EventPage {
  const end = page.events.findIndex((event, index) => event.position !== after + 1 + index);
  const events = end < 0 ? page.events : page.events.slice(0, end);
  return { events, gap: page.gap || end === 0 };
}
