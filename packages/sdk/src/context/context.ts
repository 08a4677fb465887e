import type { Logger } from '../create-logger.ts';
import type { EventBook, EventEmitter, EventEnvelope } from '../events/event-log.ts';
import type { Graph } from '../graph/graph.ts';
import type { ClientSession } from '../internal-token.ts';
import type { KeyValue } from '../key-value/key-value.ts';
import type { Viewer } from '../viewer.ts';

/** What every service may know about the request. */
export type BaseContext = {
  /** Null: an anonymous visitor. */
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** Cookies, address and user agent; only for the plugin that keeps sessions. */
  readonly session: ClientSession | null;
  readonly logger: Logger;
  readonly keyValue: KeyValue;
  /** Every other plugin's data, read through the router. */
  readonly graph: Graph;
};

/** What an audit row says besides who, when and the command's name. */
export type AuditNote = {
  /** What was acted upon, such as `Post:0190…`. */
  readonly target?: string;
  /** `OK` unless said otherwise; refusals carry their error code. */
  readonly outcome?: string;
  /** Changed fields; never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** A part of what one command does over time, whose other transactions are audited: leaves no row. */
  readonly isPart?: boolean;
  /** Who acted, where it is not the viewer (a sign-in). */
  readonly actorId?: string;
};

/** A transaction: writers on it, events that are committed with it, and its audit row. */
export type Transaction<Writers, Book extends EventBook> = Writers & {
  readonly events: EventEmitter<Book>;
  /** Says what the transaction's one audit row is about. */
  readonly audit: (note: AuditNote) => void;
  /** Notes that a consumer group has processed an event; false when it already had, and then nothing is audited. */
  readonly claim: (group: string, eventId: string) => Promise<boolean>;
};

/** Runs a command's work in one transaction with outbox and audit row. */
export type Transacting<Writers, Book extends EventBook> = {
  transact<T>(work: (tx: Transaction<Writers, Book>) => Promise<T>): Promise<T>;
};

/** A tenant's readers and transactions. */
export type TenantScope<Readers, Book extends EventBook> = Readers & Transacting<Readers, Book>;

/** Work for a tenant nobody is signed in to yet: signing in, redeeming a link. */
export type TenantScoping<Readers, Book extends EventBook> = {
  forTenant(tenantId: string): TenantScope<Readers, Book>;
};

/** Puts what the router alone understands into the answer's `extensions.gestas`. */
export type ResponseDirectives = {
  setCookie(cookie: { name: string; value: string; maxAgeSeconds: number }): void;
  /** Establishes the viewer of what is selected below the field. */
  establishSession(session: { accessToken: string }): void;
};

/**
 * What a listener is given: readers, writers and events in one transaction, the event, and what lies outside of the
 * transaction. An event may come again after a failure, so what is done outside must bear repeating.
 */
export type Listener<Writers, Book extends EventBook> = (
  tx: Transaction<Writers, Book>,
  event: EventEnvelope,
  outside: Pick<BaseContext, 'keyValue' | 'logger'>,
) => Promise<void>;

/** What a listener's `prepare` is given: readers, and the graph; no connection is held meanwhile. */
export type ListenerPreparation<Readers> = Readers &
  Pick<BaseContext, 'graph' | 'logger' | 'keyValue'>;

/**
 * A listener in two steps: `prepare` gathers what takes time (other plugins' data, files, networks) before there is a
 * transaction, `apply` makes the effect in it. `prepare` may run again for an event that is delivered again.
 */
export type PreparedListener<Parts, Book extends EventBook, Found = unknown> = {
  prepare(ctx: ListenerPreparation<Parts>, event: EventEnvelope): Promise<Found>;
  apply(tx: Transaction<Parts, Book>, event: EventEnvelope, found: Found): Promise<void>;
};
