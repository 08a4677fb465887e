import type { EventEnvelope } from '../events/event-log.ts';
import type { RawExecutor } from '../tenancy/slots.ts';
import type { AuditNote } from './context.ts';

/** Who and where, for audit and outbox rows. */
export type Actor = {
  readonly tenantId: string;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string;
  readonly plugin: string;
  /** The command, such as `createPost`. */
  readonly action: string;
  /** False for who only observes; what acts leaves an audit row. */
  readonly isAudited?: boolean;
};

/** An event before the log gave it a position. */
export type PendingEvent = Omit<EventEnvelope, 'position' | 'occurredAt'>;

/** Writes the outbox row; the dispatcher carries it once the transaction is committed. */
export async function writeOutboxRow(tx: RawExecutor, event: PendingEvent): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO app.outbox (id, tenant_id, name, actor_id, traceparent, data)
    VALUES (${event.id}::uuid, ${event.tenantId}::uuid, ${event.name},
      ${event.actorId}::uuid, ${event.traceparent}, ${JSON.stringify(event.data)}::jsonb)`;
}

/** Writes the transaction's audit row. */
export async function writeAuditRow(tx: RawExecutor, actor: Actor, note: AuditNote): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO app.audit_entries
      (tenant_id, actor_id, session_id, address, plugin, action, target, outcome, request_id, details)
    VALUES (${actor.tenantId}::uuid, ${note.actorId ?? actor.userId}::uuid, ${actor.sessionId}, ${actor.address},
      ${actor.plugin}, ${actor.action}, ${note.target ?? null}, ${note.outcome ?? 'OK'}, ${actor.requestId},
      ${JSON.stringify(note.details ?? {})}::jsonb)`;
}

/** Notes that a group has processed an event; false when it already had. */
export async function claimEvent(
  tx: RawExecutor,
  tenantId: string,
  group: string,
  eventId: string,
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO app.processed_events (tenant_id, consumer_group, event_id)
    VALUES (${tenantId}::uuid, ${group}, ${eventId}::uuid) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}
