import { checkRedis } from '@gestas/sdk';
import pg from 'pg';

const PATIENCE_MS = 10_000;

/**
 * Asks the PostgreSQL of DATABASE_URL whether it answers and whether its login may do what migrating takes.
 * @throws Error that names the variable, the server without its credentials, and how to mend it.
 */
export async function requirePostgres(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined); // the query that meets it says so
  try {
    await client.connect();
    const { rows } = await client.query<{ login: string; roles: boolean; schemas: boolean }>(
      `SELECT current_user AS login, rolsuper OR rolcreaterole AS roles,
              has_database_privilege(current_database(), 'CREATE') AS schemas
       FROM pg_roles WHERE rolname = current_user`,
    );
    const [rights] = rows;
    if (!rights?.roles) throw new Error(`its login ${rights?.login} may not create roles`);
    if (!rights.schemas) throw new Error(`its login ${rights.login} may not create schemas`);
  } catch (cause) {
    throw new Error(
      `DATABASE_URL: the PostgreSQL at ${host}${pathname} cannot be used: ${reasonOf(cause)}. ` +
        'Mend that, or leave DATABASE_URL empty for the embedded PostgreSQL.',
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Asks the Redis of REDIS_URL whether it answers.
 * @throws Error that names the variable, the server without its credentials, and how to mend it.
 */
export async function requireRedis(url: string): Promise<void> {
  try {
    await checkRedis(url);
  } catch (cause) {
    throw new Error(
      `REDIS_URL: ${reasonOf(cause)}. Mend that, or leave REDIS_URL empty: then the platform starts one itself, or ` +
        'does without.',
      { cause },
    );
  }
}

/** Node puts the reasons of a name with several addresses into an error whose own message is empty. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || String(error);
}
