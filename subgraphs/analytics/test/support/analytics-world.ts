import { createDispatcher, createEventLog, createLogger, type Database, uuidV7 } from '@gestas/sdk';
import { rewindConsumers, startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { definition } from '../../src/definition.ts';
import type { Prisma } from '../../src/generated/prisma/client.ts';

/** An event as a command of another plugin commits it. */
export type Announced = { readonly name: string; readonly at?: string };

/** The plugin, a dispatcher that carries events to it, and posts that the rest of the platform knows. */
export type AnalyticsWorld = TestPlugin & {
  /** Tenant → ids of its posts. */
  readonly posts: Map<string, Set<string>>;
  /** How often the repositories have gone to the database. */
  reads(): number;
  newTenant(): Promise<string>;
  /** Commits events in this order and waits until the plugin has gone past them. */
  announce(tenantId: string, events: readonly Announced[]): Promise<void>;
  /** Hands the tenant's events to the plugin again, as when an acknowledgement is lost. */
  redeliver(tenantId: string): Promise<void>;
};

/** Starts it on a database of its own. */
export async function startAnalyticsWorld(): Promise<AnalyticsWorld> {
  const posts = new Map<string, Set<string>>();
  let reads = 0;
  const context = {
    ...definition.context,
    createParts: (database: Database<Prisma.TransactionClient>) =>
      definition.context.createParts({
        ...database,
        run(work) {
          reads += 1;
          return database.run(work);
        },
      }),
  };
  const plugin = await startTestPlugin(
    { ...definition, context },
    {
      graph: (_document, { id }, tenantId) => ({
        post: posts.get(tenantId)?.has(String(id)) ? { id } : null,
      }),
    },
  );
  const { database } = plugin;
  const logger = createLogger('test', 'error');
  const databaseUrl = database.urlOf('gestas_events');
  const eventLog = createEventLog({ databaseUrl, logger });
  const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger, pollMs: 100 });

  async function untilConsumed(tenantId: string): Promise<void> {
    for (;;) {
      const rows = await database.query(
        `SELECT 1 FROM platform_control.consumer_offsets AS o
         WHERE tenant_id = $1 AND claimed_by IS NULL AND position =
           (SELECT max(coalesce(position, 1e9)) FROM app.outbox WHERE tenant_id = o.tenant_id)`,
        [tenantId],
      );
      if (rows.length > 0) return;
      await new Promise(setImmediate);
    }
  }

  return {
    ...plugin,
    posts,
    reads: () => reads,
    async newTenant() {
      const { id } = await database.createTenant();
      posts.set(id, new Set());
      return id;
    },
    async announce(tenantId, events) {
      const rows = events.map(({ name, at }) => ({ id: uuidV7(), name, at }));
      await database.query(
        `INSERT INTO app.outbox (id, tenant_id, name, occurred_at, data)
         SELECT id, $1, name, coalesce(at, now()), '{}'
         FROM jsonb_to_recordset($2) AS e (id uuid, name text, at timestamptz)`,
        [tenantId, JSON.stringify(rows)],
      );
      await untilConsumed(tenantId);
    },
    async redeliver(tenantId) {
      await rewindConsumers(database, tenantId);
      await untilConsumed(tenantId);
    },
    async stop() {
      await dispatcher.stop();
      await eventLog.close();
      await plugin.stop();
    },
  };
}
