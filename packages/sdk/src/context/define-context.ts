import type { PrismaPg } from '@prisma/adapter-pg';
import type { EventBook } from '../events/event-log.ts';
import type { Database } from '../tenancy/database.ts';
import type { PrismaLike, RawExecutor } from '../tenancy/slots.ts';

/**
 * How a plugin's context is wired: the only place that picks implementations.
 * `Tx` is the generated transaction client, `Parts` the repositories and services every request gets.
 */
export type ContextDefinition<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
> = {
  readonly createClient: (adapter: PrismaPg) => Client;
  readonly events: Book;
  /** Called once per request and once per transaction. */
  readonly createParts: (database: Database<Tx>) => Parts;
};

/** Names a plugin's wiring; the types of its contexts follow from it. */
export function defineContext<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(
  definition: ContextDefinition<Tx, Client, Parts, Book>,
): ContextDefinition<Tx, Client, Parts, Book> {
  return definition;
}
