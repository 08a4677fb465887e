import type { Database } from '@gestas/sdk';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { createDefinition } from '../../src/definition.ts';
import type { Prisma } from '../../src/generated/prisma/client.ts';
import { createImplementations, type Implementations } from '../../src/implementations.ts';

type TenantDatabase = Database<Prisma.TransactionClient>;

/** The plugin on real PostgreSQL, and each tenant's database as its own requests get it. */
export type AiWorld = {
  readonly plugin: TestPlugin;
  newTenant(): Promise<{ readonly tenantId: string; readonly database: TenantDatabase }>;
  /** What the plugin's stop does first: it ends what is still being written. */
  interrupt(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the plugin with some implementations of its ports replaced. */
export async function startAiWorld(given: Partial<Implementations> = {}): Promise<AiWorld> {
  const databases = new Map<string, TenantDatabase>();
  const definition = createDefinition({ ...createImplementations(), ...given });
  const { context } = definition;
  let background = { stop: async () => {} };
  const plugin = await startTestPlugin({
    ...definition,
    whileRunning: async (...args) => {
      background = await definition.whileRunning(...args);
      return background;
    },
    context: {
      ...context,
      createParts: (database: TenantDatabase) => {
        if (!databases.has(database.tenantId)) databases.set(database.tenantId, database);
        return context.createParts(database);
      },
    },
  });
  return {
    plugin,
    async newTenant() {
      const { id: tenantId } = await plugin.database.createTenant();
      await plugin.execute({ tenantId }, '{ __typename }');
      const database = databases.get(tenantId);
      if (!database) throw new Error('the request had no database');
      return { tenantId, database };
    },
    interrupt: () => background.stop(),
    stop: () => plugin.stop(),
  };
}
