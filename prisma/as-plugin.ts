import { tenantSignature } from '@gestas/sdk';
import pg, { type Client } from 'pg';
import { roleUrl } from './role-url.ts';
import { pluginRole, type RoleSecrets } from './roles.ts';

/** Whose database, and the secrets of its roles. */
type Site = {
  readonly databaseUrl: string;
  readonly secretsOf: (role: string) => RoleSecrets;
};

/**
 * Works as a plugin's role with a tenant bound, in one transaction: behind the fences that the plugin itself is behind.
 */
export async function asPlugin(
  { databaseUrl, secretsOf }: Site,
  schema: string,
  tenantId: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const role = pluginRole(schema);
  const { password, tenantKey } = secretsOf(role);
  const client = new pg.Client({ connectionString: roleUrl(databaseUrl, role, password) });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const signature = tenantSignature(tenantKey, tenantId, role, rows[0]?.pid ?? 0);
    await client.query(
      "SELECT set_config('app.tenant_id', $1, false), set_config('app.tenant_sig', $2, false)",
      [tenantId, signature],
    );
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
