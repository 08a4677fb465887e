import { createDispatcher, createEventLog, createLogger, uuidV7 } from '@gestas/sdk';
import { rewindConsumers, type TestPlugin } from '@gestas/sdk/testing';

/** An event as a command of another plugin commits it. */
export type Announced = {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actorId?: string | null;
};

/** Carries events to the plugin under test. */
export type Carrier = {
  /** Commits events in this order and waits until the plugin has gone past them; returns their ids. */
  announce(tenantId: string, ...events: readonly Announced[]): Promise<readonly string[]>;
  /** Hands the tenant's events to the plugin again, as if nothing had been noted. */
  redeliver(tenantId: string): Promise<void>;
  stop(): Promise<void>;
};

/** A dispatcher, and commands of other plugins. */
export async function startCarrier(database: TestPlugin['database']): Promise<Carrier> {
  const logger = createLogger('test', 'error');
  const databaseUrl = database.urlOf('gestas_events');
  const eventLog = createEventLog({ databaseUrl, logger });
  const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger, pollMs: 100 });

  /** The plugin's own `notification:created` is passed over, and may come last. */
  async function untilConsumed(tenantId: string): Promise<void> {
    for (;;) {
      const rows = await database.query(
        `SELECT 1 FROM platform_control.consumer_offsets AS o
         WHERE tenant_id = $1 AND claimed_by IS NULL AND position >=
           (SELECT max(coalesce(position, 1e9)) FROM app.outbox
            WHERE tenant_id = o.tenant_id AND name <> 'notification:created')`,
        [tenantId],
      );
      if (rows.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  return {
    async announce(tenantId, ...events) {
      const rows = events.map((event) => ({ id: uuidV7(), ...event }));
      await database.query(
        `INSERT INTO app.outbox (id, tenant_id, name, actor_id, data)
         SELECT id, $1, name, "actorId", data
         FROM jsonb_to_recordset($2) AS e (id uuid, name text, "actorId" uuid, data jsonb)`,
        [tenantId, JSON.stringify(rows)],
      );
      await untilConsumed(tenantId);
      return rows.map(({ id }) => id);
    },
    async redeliver(tenantId) {
      await database.query('DELETE FROM app.processed_events WHERE tenant_id = $1', [tenantId]);
      await rewindConsumers(database, tenantId);
      await untilConsumed(tenantId);
    },
    async stop() {
      await dispatcher.stop();
      await eventLog.close();
    },
  };
}
