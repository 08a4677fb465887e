import { z } from 'zod';
import type { EventBook, EventEmitter } from './event-log.ts';
import { uuidV7 } from './uuid-v7.ts';

/** What an emitter adds to the outbox; tenant, actor, time and trace are known to who inserts it. */
export type OutboxRow = {
  /** UUID version 7 */
  readonly id: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
};

const Facts = z.record(z.string(), z.unknown());

/** Ids and facts are small; what is big has its place in the emitting plugin, not in everybody's log. */
const MOST_CHARACTERS = 32_768;

/**
 * Emits events of a plugin's book. `insertOutboxRow` writes the row in the caller's open transaction, so that the event
 * exists exactly if the change does. A name outside the book, or data its schema refuses or of more than 32,768 characters
 * as JSON, throws a plain `Error` before anything is written: it is a bug of the emitting plugin, never the user's input.
 */
export function createEventEmitter<Book extends EventBook>(
  book: Book,
  insertOutboxRow: (row: OutboxRow) => Promise<unknown>,
): EventEmitter<Book> {
  const schemas: Readonly<Record<string, z.ZodType>> = book;
  return {
    async emit(name, data) {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      if (!schema) throw new Error(`Event ${name} is not in the plugin's event book`);
      const result = schema.pipe(Facts).safeParse(data);
      if (!result.success) {
        throw new Error(`Event ${name} has the wrong data:\n${z.prettifyError(result.error)}`);
      }
      if (JSON.stringify(result.data).length > MOST_CHARACTERS) {
        throw new Error(`Event ${name} has more data than ids and facts need`);
      }
      await insertOutboxRow({ id: uuidV7(), name, data: result.data });
    },
  };
}
