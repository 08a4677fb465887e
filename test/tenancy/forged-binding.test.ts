import { randomUUID } from 'node:crypto';
import { tenantSignature } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

const ROLE = 'gestas_cms';

let database: TestDatabase;
let mine: string;
let other: string;
let client: pg.Client;
let pid: number;
beforeAll(async () => {
  database = await startTestDatabase();
  mine = (await database.createTenant()).id;
  other = (await database.createTenant()).id;
  for (const tenantId of [mine, other]) {
    await database.query(
      `INSERT INTO cms.posts (id, tenant_id, slug, title, body, search_text, author_id)
       VALUES (gen_random_uuid(), $1, 'a-post', 'A post', '{}', '', gen_random_uuid())`,
      [tenantId],
    );
  }
});
beforeEach(async () => {
  client = new pg.Client({ connectionString: database.urlOf(ROLE) });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  pid = rows[0]?.pid ?? 0;
});
afterEach(() => client.end());
afterAll(() => database.stop());

const bind = (tenantId: string, signature: string) =>
  client.query(
    "SELECT set_config('app.tenant_id', $1, false), set_config('app.tenant_sig', $2, false)",
    [tenantId, signature],
  );
const sign = (tenantId: string, role = ROLE, backend = pid, key = database.tenantKeyOf(role)) =>
  tenantSignature(key, tenantId, role, backend);
const visibleTenants = async () =>
  (await client.query('SELECT DISTINCT tenant_id FROM cms.posts')).rows.map((row) => row.tenant_id);

describe('a connection of a plugin', () => {
  it('sees the tenant it is properly bound to, and nobody else', async () => {
    await bind(mine, sign(mine));
    expect(await visibleTenants()).toEqual([mine]);
    await bind(other, sign(other));
    expect(await visibleTenants()).toEqual([other]);
  });

  it('sees nothing before it is bound', async () => {
    expect(await visibleTenants()).toEqual([]);
  });

  it('sees nothing once injected SQL has set another tenant', async () => {
    await bind(mine, sign(mine));
    await client.query(`SELECT title FROM cms.posts WHERE slug = ''
      UNION SELECT set_config('app.tenant_id', '${other}', false)`);
    expect(await visibleTenants()).toEqual([]);
  });

  it.each([
    ['none', () => ''],
    ['of another tenant', () => sign(mine)],
    ['of another role', () => sign(other, 'gestas_auth')],
    [
      'by the key of another role',
      () => sign(other, ROLE, pid, database.tenantKeyOf('gestas_auth')),
    ],
    ['for another backend', () => sign(other, ROLE, pid + 1)],
    ['by another key', () => sign(other, ROLE, pid, Buffer.alloc(32))],
    ['by an empty key', () => sign(other, ROLE, pid, Buffer.alloc(0))],
    ['in upper case', () => sign(other).toUpperCase()],
    ['and something more', () => `${sign(other)}00`],
  ])('sees nothing with a signature %s', async (_what, signature) => {
    await bind(other, signature());
    expect(await visibleTenants()).toEqual([]);
    await bind(other, sign(other));
    expect(await visibleTenants()).toEqual([other]);
  });

  it("cannot use another connection's binding", async () => {
    const second = new pg.Client({ connectionString: database.urlOf(ROLE) });
    await second.connect();
    const { rows } = await second.query('SELECT pg_backend_pid() AS pid');
    await bind(other, sign(other, ROLE, rows[0].pid));
    expect(await visibleTenants()).toEqual([]);
    await second.end();
  });
});

describe('a properly bound connection', () => {
  beforeEach(() => bind(mine, sign(mine)));

  it.each([
    [
      'writes a row of another tenant',
      () =>
        `INSERT INTO cms.posts (id, tenant_id, slug, title, body, search_text, author_id)
       VALUES ('${randomUUID()}', '${other}', 'x', 'x', '{}', '', '${randomUUID()}')`,
    ],
    ['gives a row to another tenant', () => `UPDATE cms.posts SET tenant_id = '${other}'`],
    ['empties the table', () => 'TRUNCATE cms.posts'],
    ['switches row-level security off', () => 'ALTER TABLE cms.posts DISABLE ROW LEVEL SECURITY'],
    ['drops the policy', () => 'DROP POLICY tenant ON cms.posts'],
    ['becomes the owner', () => 'SET ROLE gestas_owner'],
    ['becomes another plugin', () => 'SET SESSION AUTHORIZATION gestas_auth'],
    ['reads the keys', () => 'SELECT * FROM platform_control.role_keys'],
    ['reads the tenants', () => 'SELECT * FROM platform_control.tenants'],
    ["reads another plugin's table", () => 'SELECT * FROM auth.credentials'],
    ['reads the outbox', () => 'SELECT * FROM app.outbox'],
    ['changes an audit row', () => "UPDATE app.audit_entries SET outcome = 'OK'"],
    ['deletes an audit row', () => 'DELETE FROM app.audit_entries'],
    ['finds tenants by name', () => "SELECT app.tenant_by_slug('demo')"],
    ['reads a file of the server', () => "SELECT pg_read_file('PG_VERSION')"],
    ['runs a program', () => "COPY cms.posts TO PROGRAM 'cat'"],
    ['makes a table', () => 'CREATE TABLE cms.mine (id INT)'],
    ['makes a schema', () => 'CREATE SCHEMA mine'],
  ])('is refused when it %s', async (_what, statement) => {
    await expect(client.query(statement())).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|22023)$/),
    });
  });

  it('changes and deletes none of the other rows, and may do so with its own', async () => {
    expect((await client.query("UPDATE cms.posts SET title = 'Mine'")).rowCount).toBe(1);
    expect(
      (await client.query('DELETE FROM cms.posts WHERE tenant_id = $1', [other])).rowCount,
    ).toBe(0);
    const rows = await database.query('SELECT title FROM cms.posts WHERE tenant_id = $1', [other]);
    expect(rows).toEqual([{ title: 'A post' }]);
  });

  it('fools no definer function with functions and operators of its own', async () => {
    await client.query(
      `CREATE FUNCTION pg_temp.sha256(BYTEA) RETURNS BYTEA LANGUAGE sql AS 'SELECT $1'`,
    );
    await client.query(
      `CREATE FUNCTION pg_temp.encode(BYTEA, TEXT) RETURNS TEXT LANGUAGE sql AS $$SELECT 'x'$$`,
    );
    await client.query('SET search_path = pg_temp, pg_catalog');
    await bind(other, 'x');
    expect(await visibleTenants()).toEqual([]);
  });
});
