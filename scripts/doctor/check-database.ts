import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg, { type Client } from 'pg';
import { checkCatalog } from '../../prisma/check-catalog.ts';
import { readPlugins } from '../../prisma/read-plugins.ts';
import { OWNER_ROLE, pluginRole } from '../../prisma/roles.ts';
import { connectionsNeeded } from '../connections-needed.ts';
import { readPostmaster } from '../embedded/postmaster-file.ts';
import { requirePostgres } from '../given-stores.ts';
import { deriveSecrets, readMasterSecret } from '../platform-secrets.ts';
import { type Finding, fail, ok, reasonOf, type Site, warn } from './finding.ts';

const OLDEST = 150_000;
const LEAKPROOF = 'ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;';
const MIGRATE = 'Start the platform, which migrates, or run the container migrate.';

/** PostgreSQL: whether it answers, what its login may, and whether roles, tables and policies are as they must be. */
export async function checkDatabase(site: Site): Promise<readonly Finding[]> {
  const given = site.source.DATABASE_URL;
  const url = given || embeddedUrl(site.dataFolder);
  if (!url)
    return [
      ok('database', 'no DATABASE_URL: the embedded PostgreSQL is started with the platform'),
    ];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the query that meets it says so
  try {
    await requirePostgres(url);
    await client.connect();
    return [
      await version(client, given ? 'at DATABASE_URL' : 'embedded'),
      ...(await insides(client, site)),
    ];
  } catch (error) {
    const mend = given
      ? 'Start it, or correct DATABASE_URL.'
      : 'Stop the platform and start it again.';
    return [fail('database', reasonOf(error), mend)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Where the data folder's own PostgreSQL listens, if it runs; nothing is made or started. */
function embeddedUrl(dataFolder: string): string | null {
  const place = join(dataFolder, 'postgres.location');
  const root = existsSync(place)
    ? readFileSync(place, 'utf8').trim()
    : join(dataFolder, 'postgres');
  const server = readPostmaster(join(root, 'cluster'));
  if (!server) return null;
  const password = deriveSecrets(readMasterSecret(dataFolder)).passwordOf('postgres');
  return `postgresql://postgres:${password}@127.0.0.1:${server.port}/gestas`;
}

async function version(client: Client, place: string): Promise<Finding> {
  const { rows } = await client.query<{ number: string; text: string }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text`,
  );
  const { number, text } = rows[0] ?? { number: '0', text: 'unknown' };
  return Number(number) >= OLDEST
    ? ok('database', `PostgreSQL ${text}, ${place}`)
    : fail('database', `PostgreSQL ${text} is older than 15`, 'Upgrade to PostgreSQL 15 or newer.');
}

async function insides(client: Client, { root }: Site): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'gestas%'`,
  );
  const roles = rows.map(({ name }) => name);
  const isMigrated = await client.query(
    `SELECT 1 FROM pg_namespace WHERE nspname = 'platform_control'`,
  );
  if (!roles.includes(OWNER_ROLE) || isMigrated.rowCount === 0) {
    return [warn('migrations', 'the database is empty', MIGRATE)];
  }
  const plugins = readPlugins(join(root, 'subgraphs'));
  const present = plugins.filter(({ manifest }) =>
    roles.includes(pluginRole(manifest.database.schema)),
  );
  const missing = plugins.filter(
    (plugin) => !present.includes(plugin) && !/[\\/]_[^\\/]*$/.test(plugin.folder),
  );
  const definerFunctions = readFileSync(join(root, 'prisma/definer-functions.txt'), 'utf8');
  const manifests = present.map(({ manifest }) => manifest);
  const faults = await checkCatalog(client, { manifests, definerFunctions });
  const named = faults.slice(0, 5).map(({ object, fault }) => `${object} ${fault}`);
  return [
    missing.length === 0
      ? ok('roles', `${present.length} plugins have theirs`)
      : fail(
          'roles',
          `none for ${missing.map(({ manifest }) => manifest.name).join(', ')}`,
          MIGRATE,
        ),
    faults.length === 0
      ? ok('policies', 'every tenant table is fenced, no plugin role has more than it needs')
      : fail(
          'policies',
          `${faults.length} faults: ${named.join('; ')}`,
          'Take back what was changed by hand, then look again.',
        ),
    await connections(client, plugins.length),
    await leakproof(client),
  ];
}

/** Too few connections show under load only, as failures of whoever comes last. */
async function connections(client: Client, plugins: number): Promise<Finding> {
  const { rows } = await client.query<{ free: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS free`,
  );
  const [free, needed] = [rows[0]?.free ?? 0, connectionsNeeded(plugins)];
  const says = `${free} may be opened, the platform opens up to ${needed}`;
  if (free >= needed) return ok('connections', says);
  return warn('connections', says, `Set max_connections of PostgreSQL to ${needed + 10} or more.`);
}

/** Full-text search uses its index under row-level security only when its operator is marked so, which takes a superuser. */
async function leakproof(client: Client): Promise<Finding> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_proc WHERE oid = 'pg_catalog.ts_match_vq(tsvector, tsquery)'::regprocedure AND proleakproof`,
  );
  if (rowCount) return ok('search index', 'full-text search uses its index');
  return warn(
    'search index',
    'full-text search reads all rows of a tenant',
    `As a superuser of this database: ${LEAKPROOF}`,
  );
}
