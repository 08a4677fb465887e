import { createHash } from 'node:crypto';
import pg, { type Client } from 'pg';

/** Owner of every object; nobody logs in as it. */
export const OWNER_ROLE = 'gestas_owner';
/** The group of all plugin roles. */
const APP_ROLE = 'gestas_app';
/** Login role of the dispatcher and of the PostgreSQL twins of event log and key-value store. */
export const EVENTS_ROLE = 'gestas_events';

/** What a role needs to log in and to bind tenants: both secrets are derived, never stored in the repository. */
export type RoleSecrets = { readonly password: string; readonly tenantKey: Buffer };

/** The login role of a plugin. */
export function pluginRole(schema: string): string {
  return `gestas_${schema}`;
}

/** Makes the platform's roles, which belong to the whole server, and gives the events role its password. */
export async function ensureBaseRoles(client: Client, events: RoleSecrets): Promise<void> {
  await ensureRole(client, OWNER_ROLE, 'NOLOGIN');
  await ensureRole(client, APP_ROLE, 'NOLOGIN');
  await ensureRole(client, EVENTS_ROLE, `LOGIN PASSWORD ${pg.escapeLiteral(events.password)}`);
  await client.query(`GRANT ${OWNER_ROLE} TO CURRENT_USER`);
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = pg.escapeIdentifier(rows[0]?.name ?? '');
  await client.query(`GRANT CREATE, CONNECT ON DATABASE ${database} TO ${OWNER_ROLE}`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${APP_ROLE}, ${EVENTS_ROLE}`);
  await client.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`).catch(() => undefined);
}

/** Makes a plugin's role and schema: the role may use the schema, not own or change it. */
export async function ensurePluginRole(
  client: Client,
  schema: string,
  secrets: RoleSecrets,
): Promise<void> {
  const role = pluginRole(schema);
  await ensureRole(client, role, `LOGIN PASSWORD ${pg.escapeLiteral(secrets.password)}`);
  await client.query(`GRANT ${APP_ROLE} TO ${role}`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${OWNER_ROLE}`);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  await client.query(`ALTER ROLE ${role} SET search_path = ${schema}`);
}

/** Stores the key with which `app.current_tenant()` checks the role's bindings (HMAC pads of RFC 2104). */
export async function storeTenantKey(client: Client, role: string, key: Buffer): Promise<void> {
  const block = Buffer.alloc(64);
  (key.length > 64 ? createHash('sha256').update(key).digest() : key).copy(block);
  await client.query(
    `INSERT INTO platform_control.role_keys (role_name, inner_pad, outer_pad) VALUES ($1, $2, $3)
     ON CONFLICT (role_name) DO UPDATE SET inner_pad = EXCLUDED.inner_pad, outer_pad = EXCLUDED.outer_pad`,
    [role, block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)],
  );
}

async function ensureRole(client: Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${name} ${attributes}`);
}
