import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '@gestas/sdk';
import pg, { type Client } from 'pg';
import { applyMigrations } from './apply-migrations.ts';
import { type MigratablePlugin, readPlugins, requirePublished } from './read-plugins.ts';
import {
  EVENTS_ROLE,
  ensureBaseRoles,
  ensurePluginRole,
  OWNER_ROLE,
  pluginRole,
  type RoleSecrets,
  storeTenantKey,
} from './roles.ts';

/** The key Prisma Migrate locks with, so that the two never run at once. */
const ADVISORY_LOCK = 72707369;
const LOCK_POLL_MS = 100;
const BASE = fileURLToPath(new URL('./migrations', import.meta.url));

/** What migrating needs; secrets of a role are asked for by its name. */
export type MigrateOptions = {
  /** A login that may create roles and schemas. */
  readonly databaseUrl: string;
  readonly pluginsFolder: string;
  readonly secretsOf: (role: string) => RoleSecrets;
  readonly onProgress?: (message: string) => void;
};

/**
 * Brings roles, the base and then every plugin's schema up to date. Runs one at a time (advisory lock); a second run
 * changes nothing.
 * @returns the migrations applied now, as `schema/name`.
 */
export function migrate(options: MigrateOptions): Promise<string[]> {
  return underLock(options.databaseUrl, (client) => migrateAll(client, options));
}

/**
 * Makes role and schema of one plugin, or brings them up to date, in a database that has been migrated.
 * @returns the migrations applied now, as `schema/name`.
 * @throws Error when it reads what none of `others` publishes to it.
 */
export async function migratePlugin(
  { databaseUrl, secretsOf }: Pick<MigrateOptions, 'databaseUrl' | 'secretsOf'>,
  plugin: MigratablePlugin,
  others: readonly MigratablePlugin[],
): Promise<string[]> {
  requirePublished(plugin.manifest, others);
  const { schema } = plugin.manifest.database;
  return underLock(databaseUrl, async (client) => {
    await ensurePluginRole(client, schema, secretsOf(pluginRole(schema)));
    await client.query(`SET ROLE ${OWNER_ROLE}`);
    return migrateOne(client, plugin, secretsOf);
  });
}

async function underLock<Done>(
  databaseUrl: string,
  work: (client: Client) => Promise<Done>,
): Promise<Done> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await takeLock(client);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Asks again and again instead of waiting inside a statement: that statement's snapshot would hold up an index that the
 * present holder of the lock builds concurrently, for ever.
 */
async function takeLock(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS taken',
      [ADVISORY_LOCK],
    );
    if (rows[0]?.taken) return;
    await setTimeout(LOCK_POLL_MS);
  }
}

async function migrateAll(client: Client, options: MigrateOptions): Promise<string[]> {
  const plugins = readPlugins(options.pluginsFolder);
  await ensureBaseRoles(client, options.secretsOf(EVENTS_ROLE));
  for (const { manifest } of plugins) {
    const schema = manifest.database.schema;
    await ensurePluginRole(client, schema, options.secretsOf(pluginRole(schema)));
  }
  await markSearchLeakproof(client);
  await client.query(`SET ROLE ${OWNER_ROLE}`);
  await client.query('CREATE SCHEMA IF NOT EXISTS migrations');
  const applied = prefix('base', await applyMigrations(client, BASE, 'migrations'));
  for (const plugin of plugins) {
    options.onProgress?.(`migrating ${plugin.manifest.name}`);
    applied.push(...(await migrateOne(client, plugin, options.secretsOf)));
  }
  await client.query('RESET ROLE');
  return applied;
}

/** Works as the owner, in whose name everything is made. */
async function migrateOne(
  client: Client,
  { folder, manifest }: MigratablePlugin,
  secretsOf: MigrateOptions['secretsOf'],
): Promise<string[]> {
  const { schema } = manifest.database;
  const applied = await applyMigrations(client, join(folder, 'prisma/migrations'), schema);
  const role = pluginRole(schema);
  await storeTenantKey(client, role, secretsOf(role).tenantKey);
  await grantPublished(client, manifest);
  return prefix(schema, applied);
}

/**
 * Full-text search uses its index under row-level security only if the operator is leakproof, which it is for our own
 * data; saying so takes a superuser. Elsewhere search reads the tenant's rows.
 */
async function markSearchLeakproof(client: Client): Promise<void> {
  const { rows } = await client.query<{ superuser: boolean }>(
    'SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.superuser) {
    await client.query('ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF');
  }
}

/** A view crosses schemas only when both manifests name it. */
async function grantPublished(client: Client, manifest: Manifest): Promise<void> {
  for (const relation of manifest.database.reads) {
    const [schema] = relation.split('.');
    const role = pluginRole(manifest.database.schema);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    await client.query(`GRANT SELECT ON ${relation} TO ${role}`);
  }
}

function prefix(schema: string, names: readonly string[]): string[] {
  return names.map((name) => `${schema}/${name}`);
}
