import type { Database } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { TenantRecord } from '../models/tenant-record.ts';

/** Reads the bound tenant's own record; no other can be reached from here. */
export interface TenantReader {
  bound(): Promise<TenantRecord | null>;
}

/** The bound tenant, by the base's definer function: the tenants table itself is out of reach. */
export function createTenantRepository(database: Database<Prisma.TransactionClient>): TenantReader {
  return {
    bound: () =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<
          TenantRecord[]
        >`SELECT id, slug, name FROM app.bound_tenant()`;
        return rows[0] ?? null;
      }),
  };
}
