import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { migrate } from './migrate.ts';
import { seed } from './seed.ts';
import {
  type MigrationSite,
  type MigrationWorld,
  startMigrationWorld,
} from './testing/migration-world.ts';

let world: MigrationWorld;
let site: MigrationSite;
beforeAll(async () => {
  world = await startMigrationWorld();
  site = await world.newSite();
  const pluginsFolder = fileURLToPath(new URL('../subgraphs', import.meta.url));
  const { databaseUrl } = site;
  await migrate({ databaseUrl, pluginsFolder, secretsOf: world.secretsOf });
  await seed({ databaseUrl, secretsOf: world.secretsOf });
});
afterAll(() => world.stop());

const people = () =>
  site.query<{ email: string; hash: string }>(
    `SELECT t.slug, u.email, u.status, r.name AS role, r.permissions, c.password_hash AS hash
     FROM system.users u JOIN platform_control.tenants t ON t.id = u.tenant_id
     JOIN system.user_roles ur ON ur.user_id = u.id JOIN system.roles r ON r.id = ur.role_id
     JOIN auth.credentials c ON c.user_id = u.id AND c.tenant_id = u.tenant_id ORDER BY u.email`,
  );

describe('seed', () => {
  it('adds the tenants and people that product.md lists, active, with a password', async () => {
    const found = await people();
    expect(found.map(({ email }) => email)).toEqual([
      'admin@acme.test',
      'admin@demo.test',
      'editor@acme.test',
      'editor@demo.test',
      'root@platform.test',
      'viewer@acme.test',
      'viewer@demo.test',
    ]);
    expect(found[3]).toMatchObject({
      slug: 'demo',
      status: 'ACTIVE',
      role: 'Editor',
      permissions: [
        'cms:*',
        'analytics:metric:read',
        'notifications:*',
        'system:user:read',
        'ai:*',
      ],
    });
    expect(await verify(found[3]?.hash ?? '', 'gestas-demo')).toBe(true);
  });

  it('changes nothing the second time', async () => {
    const before = await people();
    await seed({ databaseUrl: site.databaseUrl, secretsOf: world.secretsOf });
    expect(await people()).toEqual(before);
  });
});
