import { type Database, NO_ID } from '@gestas/sdk';
import { Prisma } from '../generated/prisma/client.ts';
import type { Identity } from '../models/identity.ts';

/** Reads who may sign in to the bound tenant, from the view that system publishes. Nobody in a suspended tenant may. */
export interface IdentityRepository {
  findByEmail(email: string): Promise<Identity | null>;
  findById(id: string): Promise<Identity | null>;
  /** The id of an active tenant; of no tenant when there is none, so that what follows takes as long. */
  tenantIdBySlug(slug: string): Promise<string>;
  /** Whether the bound tenant exists and is not suspended. */
  isTenantActive(): Promise<boolean>;
  /** Makes an invited user active; false when there is no such user, or they are not invited any more. */
  activate(id: string): Promise<boolean>;
}

type Client = Prisma.TransactionClient;
type Row = Omit<Identity, 'rolesVersion'> & { readonly rolesVersion: bigint };

/** Identities through `system.identity_v1`, and `app.activate_invited_user`. */
export function createIdentityRepository(database: Database<Client>): IdentityRepository {
  return {
    findByEmail: (email) => database.run((client) => find(client, Prisma.sql`email = ${email}`)),
    findById: (id) => database.run((client) => find(client, Prisma.sql`id = ${id}::uuid`)),
    tenantIdBySlug: (slug) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<
          { id: string | null }[]
        >`SELECT app.tenant_by_slug(${slug}) AS id`;
        return rows[0]?.id ?? NO_ID;
      }),
    isTenantActive: () =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<
          unknown[]
        >`SELECT 1 FROM app.bound_tenant() WHERE status = 'ACTIVE'`;
        return rows.length === 1;
      }),
    activate: (id) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<
          { activated: boolean }[]
        >`SELECT app.activate_invited_user(${id}::uuid) AS activated`;
        return rows[0]?.activated ?? false;
      }),
  };
}

async function find(client: Client, condition: Prisma.Sql): Promise<Identity | null> {
  const [row] = await client.$queryRaw<Row[]>`
    SELECT id, tenant_id AS "tenantId", status, role_id AS "roleId", permissions,
      roles_version AS "rolesVersion"
    FROM system.identity_v1
    WHERE ${condition} AND EXISTS (SELECT FROM app.bound_tenant() WHERE status = 'ACTIVE')`;
  return row ? { ...row, rolesVersion: Number(row.rolesVersion) } : null;
}
