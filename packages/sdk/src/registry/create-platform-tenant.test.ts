import { randomUUID } from 'node:crypto';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { createLogger } from '../create-logger.ts';
import { createPlatformTenant } from './create-platform-tenant.ts';

const CHANGED = { plugin: 'plugin-a', version: '0.1.0', status: 'READY' } as const;
const logger = createLogger('test', 'error', { write: () => undefined });
const tenant = { id: randomUUID(), other: randomUUID() };
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const outbox = () => database.query('SELECT tenant_id, name, position, data FROM app.outbox');
const addTenant = (id: string, slug: string) =>
  database.query(
    `INSERT INTO platform_control.tenants (id, slug, name) VALUES ('${id}', '${slug}', 'x')`,
  );

it('announces under the platform tenant once there is one, and nothing that is malformed', async () => {
  const platform = createPlatformTenant({ databaseUrl: database.urlOf('gestas_events'), logger });
  try {
    expect(await platform.id()).toBeNull();
    await platform.announce('plugin:changed', CHANGED);
    expect(await outbox()).toEqual([]);
    await addTenant(tenant.id, 'platform');
    expect(await platform.id()).toBe(tenant.id);
    await platform.announce('plugin:changed', CHANGED);
    await expect(
      platform.announce('plugin:changed', { ...CHANGED, status: 'WELL' as 'READY' }),
    ).rejects.toThrow('status');
    expect(await outbox()).toEqual([
      { tenant_id: tenant.id, name: 'plugin:changed', position: null, data: CHANGED },
    ]);
  } finally {
    await platform.close();
  }
});

it('is all its role may write: no event of another tenant, none with a position, none changed', async () => {
  await addTenant(tenant.other, 'other');
  const client = new pg.Client({ connectionString: database.urlOf('gestas_events') });
  await client.connect();
  const insert = (tenantId: string, columns = '', values = '') =>
    client.query(
      `INSERT INTO app.outbox (id, tenant_id, name, data${columns})
       VALUES ('${randomUUID()}', '${tenantId}', 'post:created', '{}'${values})`,
    );
  try {
    await expect(insert(tenant.other)).rejects.toThrow('row-level security');
    await expect(insert(tenant.id, ', position', ', 1')).rejects.toThrow('permission denied');
    await expect(client.query("UPDATE app.outbox SET data = '{}'")).rejects.toThrow(
      'permission denied',
    );
    await insert(tenant.id);
  } finally {
    await client.end();
  }
});
