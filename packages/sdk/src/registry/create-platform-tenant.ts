import type { Logger } from '../create-logger.ts';
import { closePool, createPool } from '../events/postgres/create-pool.ts';
import { uuidV7 } from '../events/uuid-v7.ts';
import { type AnnouncePlatformEvent, PLATFORM_EVENTS } from './platform-events.ts';

/** The reserved tenant that events of the platform itself carry, as a router knows it. */
export type PlatformTenant = {
  /** Null before there is one; throws when the database does not answer. */
  id(): Promise<string | null>;
  /** Writes an event into the outbox; without a platform tenant it writes none. */
  readonly announce: AnnouncePlatformEvent;
  close(): Promise<void>;
};

const INSERT = 'insert into app.outbox (id, tenant_id, name, data) values ($1, $2, $3, $4)';

/** Opens the platform tenant with a login of the role `gestas_events`, which may announce in no other. */
export function createPlatformTenant(options: {
  readonly databaseUrl: string;
  readonly logger: Logger;
}): PlatformTenant {
  const pool = createPool(options.databaseUrl, 1, options.logger, 'platform tenant');
  let known: string | null = null;

  const id = async () => {
    if (known === null) {
      const { rows } = await pool.query<{ id: string | null }>(
        'select app.platform_tenant() as id',
      );
      known = rows[0]?.id ?? null;
    }
    return known;
  };
  return {
    id,
    async announce(name, data) {
      const tenantId = await id();
      if (tenantId === null) return;
      const facts = JSON.stringify(PLATFORM_EVENTS[name].parse(data));
      await pool.query(INSERT, [uuidV7(), tenantId, name, facts]);
    },
    close: () => closePool(pool),
  };
}
