import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '../event-log.ts';
import { uuidV7 } from '../uuid-v7.ts';

/** An event of a tenant at a position, for tests. */
export function sampleEvent(
  tenantId: string,
  position: number,
  name = 'post:created',
): EventEnvelope {
  return {
    id: uuidV7(),
    position,
    name,
    tenantId,
    occurredAt: new Date(Date.UTC(2026, 0, 1) + position).toISOString(),
    actorId: randomUUID(),
    traceparent: null,
    data: { postId: randomUUID(), place: position },
  };
}

/** Events at the positions `from` to `to`. */
export function sampleEvents(tenantId: string, from: number, to: number, name?: string) {
  return Array.from({ length: to - from + 1 }, (_, i) => sampleEvent(tenantId, from + i, name));
}
