import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { uuidV7 } from '@gestas/sdk';
import pg, { type Client } from 'pg';
import { z } from 'zod';
import { asPlugin } from './as-plugin.ts';
import { OWNER_ROLE, type RoleSecrets } from './roles.ts';

const SLUG = 'platform';
const ROLE = 'Platform administrator';
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

type Invitation = {
  readonly databaseUrl: string;
  readonly secretsOf: (role: string) => RoleSecrets;
  /** Where the web client is reached. */
  readonly webOrigin: string;
  readonly email: string;
  /** Milliseconds since the epoch. */
  readonly now?: number;
};

/**
 * Makes the tenant `platform` where there is none, and in it an invited administrator, as `createUser` would: the token is in
 * the link and nowhere else, its hash travels in `user:created`, and auth keeps it once it runs. Asked again for somebody
 * who has not come yet, the earlier link is void.
 * @returns the link.
 * @throws Error when the address is none, or belongs to somebody who has signed in before.
 */
export async function inviteAdministrator(invitation: Invitation): Promise<string> {
  const email = parseEmail(invitation.email);
  const tenantId = await ensureTenant(invitation.databaseUrl);
  const token = `${tenantId}.${randomBytes(32).toString('base64url')}`;
  const expires = new Date((invitation.now ?? Date.now()) + LIFETIME_MS);
  await asPlugin(invitation, 'system', tenantId, async (client) => {
    const userId = await insertUser(client, tenantId, email);
    await client.query(
      'INSERT INTO system.user_roles (tenant_id, user_id, role_id, place) VALUES ($1, $2, $3, 0)',
      [tenantId, userId, await ensureRole(client, tenantId)],
    );
    const data = {
      userId,
      invitationHash: createHash('sha256').update(token).digest('hex'),
      invitationExpiresAt: expires.toISOString(),
    };
    await client.query(
      `INSERT INTO app.outbox (id, tenant_id, name, data) VALUES ($1, $2, 'user:created', $3)`,
      [uuidV7(), tenantId, JSON.stringify(data)],
    );
    await client.query(
      `INSERT INTO app.audit_entries (tenant_id, plugin, action, target, outcome, request_id)
       VALUES ($1, 'platform', 'inviteAdministrator', $2, 'OK', $3)`,
      [tenantId, `User:${userId}`, randomUUID()],
    );
  });
  return `${invitation.webOrigin}/invitation#${token}`;
}

function parseEmail(text: string): string {
  const email = z.email().safeParse(text.trim().toLowerCase());
  if (email.success) return email.data;
  throw new Error(`${text} is no e-mail address.`);
}

async function ensureTenant(databaseUrl: string): Promise<string> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query(`SET ROLE ${OWNER_ROLE}`);
    await owner.query(
      `INSERT INTO platform_control.tenants (id, slug, name) VALUES ($1, $2, 'Platform')
       ON CONFLICT (slug) DO NOTHING`,
      [randomUUID(), SLUG],
    );
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM platform_control.tenants WHERE slug = $1',
      [SLUG],
    );
    return rows[0]?.id ?? '';
  } finally {
    await owner.end();
  }
}

/** The user, in the place of one who was invited earlier and never came. */
async function insertUser(client: Client, tenantId: string, email: string): Promise<string> {
  await client.query(`DELETE FROM system.users WHERE email = $1 AND status = 'INVITED'`, [email]);
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO system.users (id, tenant_id, email, name, status) VALUES ($1, $2, $3, $4, 'INVITED')
     ON CONFLICT (tenant_id, email) DO NOTHING RETURNING id`,
    [randomUUID(), tenantId, email, email.split('@')[0]],
  );
  if (rows[0]) return rows[0].id;
  throw new Error(`${email} is an administrator already, and signs in with the tenant ${SLUG}.`);
}

async function ensureRole(client: Client, tenantId: string): Promise<string> {
  await client.query(
    `INSERT INTO system.roles (id, tenant_id, name, permissions) VALUES ($1, $2, $3, '{*}')
     ON CONFLICT (tenant_id, name) DO NOTHING`,
    [randomUUID(), tenantId, ROLE],
  );
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM system.roles WHERE name = $1',
    [ROLE],
  );
  return rows[0]?.id ?? '';
}
