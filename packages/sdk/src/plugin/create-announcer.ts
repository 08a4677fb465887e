import { writeOutboxRow } from '../context/write-rows.ts';
import { uuidV7 } from '../events/uuid-v7.ts';
import { NO_ID } from '../ids.ts';
import { type AnnouncePlatformEvent, PLATFORM_EVENTS } from '../registry/platform-events.ts';
import type { RawExecutor, Slots } from '../tenancy/slots.ts';

/** Makes what writes events of the platform itself into the outbox; without a platform tenant it writes none. */
export function createAnnouncer(slots: Slots<RawExecutor>): AnnouncePlatformEvent {
  return async (name, data) => {
    const tenantId = await slots.use(NO_ID, platformTenant);
    if (!tenantId) return;
    const event = { id: uuidV7(), name, tenantId, actorId: null, traceparent: null };
    const facts = PLATFORM_EVENTS[name].parse(data);
    await slots.use(tenantId, (client) => writeOutboxRow(client, { ...event, data: facts }));
  };
}

async function platformTenant(client: RawExecutor): Promise<string | null> {
  const rows = await client.$queryRaw<{ id: string | null }[]>`SELECT app.platform_tenant() AS id`;
  return rows[0]?.id ?? null;
}
