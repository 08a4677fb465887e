import { createEventEmitter } from '../events/create-event-emitter.ts';
import type { EventBook } from '../events/event-log.ts';
import { createDatabase, inTransaction } from '../tenancy/database.ts';
import type { PrismaLike, RawExecutor, Slots } from '../tenancy/slots.ts';
import type { AuditNote, TenantScope, Transaction } from './context.ts';
import type { ContextDefinition } from './define-context.ts';
import { type Actor, claimEvent, writeAuditRow, writeOutboxRow } from './write-rows.ts';

/** One tenant's parts and transactions, for the named actor and command. */
export function createTenantScope<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(
  definition: ContextDefinition<Tx, Client, Parts, Book>,
  slots: Slots<Client>,
  actor: Actor,
): TenantScope<Parts, Book> {
  const parts = definition.createParts(createDatabase<Tx, Client>(slots, actor.tenantId));
  return {
    ...parts,
    transact: <T>(work: (tx: Transaction<Parts, Book>) => Promise<T>) =>
      inTransaction<Tx, Client, T>(slots, actor.tenantId, async (database, tx) => {
        let note: AuditNote = {};
        let isRepeat = false;
        const transaction: Transaction<Parts, Book> = {
          ...definition.createParts(database),
          audit: (given) => {
            note = { ...note, ...given };
          },
          claim: async (group, eventId) => {
            const isFirst = await claimEvent(tx, actor.tenantId, group, eventId);
            isRepeat ||= !isFirst;
            return isFirst;
          },
          events: createEventEmitter(definition.events, (event) =>
            writeOutboxRow(tx, { ...event, ...provenance(actor, note) }),
          ),
        };
        const result = await work(transaction);
        const isAudited = actor.isAudited !== false && !note.isPart;
        if (!isRepeat && isAudited) await writeAuditRow(tx, actor, note);
        return result;
      }),
  };
}

function provenance(actor: Actor, note: AuditNote) {
  return {
    tenantId: actor.tenantId,
    actorId: note.actorId ?? actor.userId,
    traceparent: null,
  };
}

/** Writes one audit row for a command that was refused; its own transaction is already gone. */
export async function auditRefusal<Tx extends RawExecutor, Client extends PrismaLike<Tx> & Tx>(
  slots: Slots<Client>,
  actor: Actor,
  outcome: string,
): Promise<void> {
  await slots.use(actor.tenantId, (client) => writeAuditRow(client, actor, { outcome }));
}
