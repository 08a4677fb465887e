import type { z } from 'zod';

/** A fact that happened, as every consumer sees it. Ids are UUIDs (the event's own is version 7), times ISO 8601. */
export type EventEnvelope = {
  readonly id: string;
  /** The tenant's own gapless count, from 1: the order of the tenant's events. */
  readonly position: number;
  /** `noun:pastVerb` */
  readonly name: string;
  readonly tenantId: string;
  readonly occurredAt: string;
  readonly actorId: string | null;
  readonly traceparent: string | null;
  /** Ids and facts, checked by the emitting plugin's schema. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** The bell says that an event exists; the log says what it is. */
export type Bell = {
  readonly tenantId: string;
  readonly position: number;
  /** The tenant's position before this one: if it is not the last one heard, the log has the rest. */
  readonly previous: number;
  readonly name: string;
};

/** The answer to `readAfter`. `gap` is true when events after the position are no longer kept. */
export type EventPage = { readonly events: readonly EventEnvelope[]; readonly gap: boolean };

/** A consumer of a group: it must make its effect and its de-duplication in one transaction. */
export type EventHandler = (event: EventEnvelope) => Promise<void>;

/** An event that failed too often, with the last failure. */
export type DeadLetter = {
  readonly event: EventEnvelope;
  readonly attempts: number;
  readonly reason: string;
};

/** Options of `consume`: tests inject times (milliseconds). */
export type ConsumeOptions = {
  readonly group: string;
  /** Names wanted, or `*` for all; others are acknowledged unread. */
  readonly names: readonly string[];
  /** Names passed over all the same; none by default. */
  readonly except?: readonly string[];
  readonly handler: EventHandler;
  /** After this many failures an event becomes a dead letter. */
  readonly maxAttempts?: number;
  /** How long a consumer may hold an event before another claims it. */
  readonly claimAfterMs?: number;
  /** The first retry's delay; doubled at each attempt. */
  readonly backoffMs?: number;
  /** How often a member looks for work that no bell told it of. */
  readonly pollMs?: number;
};

/** Options of `append`. */
export type AppendOptions = {
  /**
   * The log may go on with the first event if this is its last position (0: it is empty): what lay between the two is
   * kept nowhere any more. Without it a log takes only the position that follows its last.
   */
  readonly after?: number;
};

/** Something running that can be stopped; `stop` resolves when its work has ended. */
export type Running = { stop(): Promise<void> };

/**
 * The ordered log of each tenant's events, with twins over Redis Streams and PostgreSQL.
 * Delivery to groups is at least once, in order per tenant.
 */
export interface EventLog {
  /** Which twin this is, for `npm start`'s report. */
  readonly kind: 'redis' | 'postgres';
  /**
   * Appends events of one tenant with consecutive positions. Repeats are harmless. Returns the position the log expects
   * next: lower than the first given one when the log has lost older events (a flush), which the caller then appends.
   */
  append(
    tenantId: string,
    events: readonly EventEnvelope[],
    options?: AppendOptions,
  ): Promise<number>;
  /** Events with a position above `position`, oldest first. */
  readAfter(tenantId: string, position: number, limit?: number): Promise<EventPage>;
  /** The newest position, 0 when there is none. */
  lastPosition(tenantId: string): Promise<number>;
  /** Rings for each event, best effort: whoever hears it reads the log for what was missed. */
  ring(event: EventEnvelope): Promise<void>;
  /** Hears bells of every tenant; `onReconnect` tells that bells may have been lost. */
  onBell(listener: (bell: Bell) => void, onReconnect?: () => void): Promise<Running>;
  /** Consumes as a member of a group: several members share the work, a dead one's events are claimed. */
  consume(options: ConsumeOptions): Promise<Running>;
  /** Dead letters of a group, oldest first. */
  deadLetters(group: string, tenantId: string): Promise<readonly DeadLetter[]>;
  /** Gives a dead letter back to its group; false when there is no such letter. */
  requeue(group: string, tenantId: string, eventId: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A plugin's event book: name to the schema of its data. */
export type EventBook = Readonly<Record<`${string}:${string}`, z.ZodType>>;

/** Emits events of a book inside the transaction that makes the change. */
export interface EventEmitter<Book extends EventBook> {
  emit<Name extends keyof Book & string>(name: Name, data: z.input<Book[Name]>): Promise<void>;
}
