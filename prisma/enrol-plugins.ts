import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import pg from 'pg';
import { OWNER_ROLE } from './roles.ts';

/** A plugin and the public half of its key. */
export type Enrolment = { readonly plugin: string; readonly publicKey: Pick<JWK, 'x'> };

/**
 * Lets plugins join the graph: from now on the key given for a plugin, and no other, speaks for it. Also makes the
 * reserved platform tenant, which their coming and going is told to, where there is none.
 */
export async function enrolPlugins(
  databaseUrl: string,
  enrolments: readonly Enrolment[],
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SET ROLE ${OWNER_ROLE}`);
    await client.query(
      `INSERT INTO platform_control.tenants (id, slug, name) VALUES ($1, 'platform', 'Platform')
       ON CONFLICT (slug) DO NOTHING`,
      [randomUUID()],
    );
    await client.query(
      `INSERT INTO platform_control.plugin_keys (plugin, public_key)
       SELECT * FROM unnest($1::text[], $2::text[])
       ON CONFLICT (plugin) DO UPDATE SET public_key = excluded.public_key, enrolled_at = now()
       WHERE plugin_keys.public_key <> excluded.public_key`,
      [enrolments.map(({ plugin }) => plugin), enrolments.map(({ publicKey }) => publicKey.x)],
    );
  } finally {
    await client.end();
  }
}

/**
 * Takes from plugins the right to be in the graph: whatever their instances say, they leave.
 * @returns their names.
 */
export async function unenrolPlugins(
  databaseUrl: string,
  isGone: (enrolment: Enrolment) => boolean,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SET ROLE ${OWNER_ROLE}`);
    const { rows } = await client.query<{ plugin: string; x: string }>(
      'SELECT plugin, public_key AS x FROM platform_control.plugin_keys',
    );
    const gone = rows
      .filter(({ plugin, x }) => isGone({ plugin, publicKey: { x } }))
      .map(({ plugin }) => plugin);
    await client.query('DELETE FROM platform_control.plugin_keys WHERE plugin = ANY ($1)', [gone]);
    return gone;
  } finally {
    await client.end();
  }
}
