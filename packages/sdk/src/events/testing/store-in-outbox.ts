import type { EventEnvelope } from '../event-log.ts';

/** A database or a connection, of the superuser. */
export type Store = { query(text: string, values: unknown[]): Promise<unknown> };

/** Commits events to the outbox in one transaction, without positions, as commands of any tenant do. */
export async function storeInOutbox(
  database: Store,
  events: readonly Omit<EventEnvelope, 'position'>[],
): Promise<void> {
  await database.query(
    `insert into app.outbox (id, tenant_id, name, occurred_at, actor_id, traceparent, data)
     select id, "tenantId", name, "occurredAt", "actorId", traceparent, data
     from jsonb_to_recordset($1) as e (id uuid, "tenantId" uuid, name text, "occurredAt" timestamptz,
       "actorId" uuid, traceparent text, data jsonb)`,
    [JSON.stringify(events)],
  );
}
