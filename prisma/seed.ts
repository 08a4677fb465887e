import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import pg, { type Client } from 'pg';
import { asPlugin } from './as-plugin.ts';
import { OWNER_ROLE, type RoleSecrets } from './roles.ts';

export { roleUrl } from './role-url.ts';

/** Password of every seeded person: development only. */
const SEED_PASSWORD = 'gestas-demo';

const EDITOR = ['cms:*', 'analytics:metric:read', 'notifications:*', 'system:user:read', 'ai:*'];
const VIEWER = [
  'cms:post:read',
  'analytics:metric:read',
  'notifications:inbox:read',
  'system:user:read',
];

type Person = {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly permissions: readonly string[];
};

const PEOPLE: readonly Person[] = [
  { login: 'admin', name: 'Ada Admin', role: 'Administrator', permissions: ['*'] },
  { login: 'editor', name: 'Eva Editor', role: 'Editor', permissions: EDITOR },
  { login: 'viewer', name: 'Víctor Viewer', role: 'Viewer', permissions: VIEWER },
];
const ROOT: readonly Person[] = [
  { login: 'root', name: 'Platform Root', role: 'Platform administrator', permissions: ['*'] },
];
const TENANTS = [
  { slug: 'demo', name: 'Demo', people: PEOPLE },
  { slug: 'acme', name: 'Acme', people: PEOPLE },
  { slug: 'platform', name: 'Platform', people: ROOT },
] as const;

type SeedOptions = {
  readonly databaseUrl: string;
  readonly secretsOf: (role: string) => RoleSecrets;
};

/**
 * Adds the development tenants and people that are missing. Users go in as system's role and credentials as auth's, each
 * with its tenant bound, so that seeding proves the fences it stands behind.
 */
export async function seed(options: SeedOptions): Promise<void> {
  const owner = new pg.Client({ connectionString: options.databaseUrl });
  await owner.connect();
  try {
    await owner.query(`SET ROLE ${OWNER_ROLE}`);
    for (const tenant of TENANTS) {
      const id = await insertTenant(owner, tenant.slug, tenant.name);
      if (id) await seedPeople(options, id, tenant.slug, tenant.people);
    }
  } finally {
    await owner.end();
  }
}

async function insertTenant(
  owner: Client,
  slug: string,
  name: string,
): Promise<string | undefined> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO platform_control.tenants (id, slug, name) VALUES ($1, $2, $3)
     ON CONFLICT (slug) DO NOTHING RETURNING id`,
    [randomUUID(), slug, name],
  );
  return rows[0]?.id;
}

async function seedPeople(
  options: SeedOptions,
  tenantId: string,
  slug: string,
  people: readonly Person[],
): Promise<void> {
  const users = people.map((person) => ({
    ...person,
    id: randomUUID(),
    email: `${person.login}@${slug}.test`,
  }));
  await asPlugin(options, 'system', tenantId, async (client) => {
    for (const { id, email, name, role, permissions } of users) {
      const roleId = randomUUID();
      await client.query(
        'INSERT INTO system.roles (id, tenant_id, name, permissions) VALUES ($1, $2, $3, $4)',
        [roleId, tenantId, role, permissions],
      );
      await client.query(
        `INSERT INTO system.users (id, tenant_id, email, name, status) VALUES ($1, $2, $3, $4, 'ACTIVE')`,
        [id, tenantId, email, name],
      );
      await client.query(
        'INSERT INTO system.user_roles (tenant_id, user_id, role_id, place) VALUES ($1, $2, $3, 0)',
        [tenantId, id, roleId],
      );
    }
  });
  await asPlugin(options, 'auth', tenantId, async (client) => {
    for (const { id } of users) {
      await client.query(
        'INSERT INTO auth.credentials (id, tenant_id, user_id, password_hash) VALUES ($1, $2, $3, $4)',
        [randomUUID(), tenantId, id, await hash(SEED_PASSWORD)],
      );
    }
  });
}
