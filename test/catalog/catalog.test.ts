import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Manifest } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  type CatalogFault,
  type CatalogOptions,
  checkCatalog,
} from '../../prisma/check-catalog.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const plugins = readdirSync(new URL('subgraphs', ROOT)).filter((name) =>
  existsSync(new URL(`subgraphs/${name}/manifest.json`, ROOT)),
);
const manifests = plugins.map((name) =>
  Manifest.parse(JSON.parse(read(`subgraphs/${name}/manifest.json`))),
);
const options: CatalogOptions = {
  manifests,
  definerFunctions: read('prisma/definer-functions.txt'),
};

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.stop();
});

/** What the gate says about a change that is made and taken back. */
async function faultsAfter(
  change: string,
  { as = 'gestas_owner', ...other }: Partial<CatalogOptions> & { as?: string } = {},
): Promise<CatalogFault[]> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE ${as}`);
    await client.query(change);
    await client.query('RESET ROLE');
    return await checkCatalog(client, { ...options, ...other });
  } finally {
    await client.query('ROLLBACK');
  }
}

const POLICY = '(tenant_id = (SELECT app.current_tenant()))';
/** A tenant table as it must be, for tests to spoil. */
const table = (columns = '', id = 'id UUID PRIMARY KEY') => `
  CREATE TABLE cms.things (
    ${id}, tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id), name TEXT, ${columns}
    UNIQUE (tenant_id, id));`;
const fence = (
  policy = `CREATE POLICY tenant ON cms.things USING ${POLICY} WITH CHECK ${POLICY};`,
) => `
  ALTER TABLE cms.things ENABLE ROW LEVEL SECURITY;
  ALTER TABLE cms.things FORCE ROW LEVEL SECURITY;
  ${policy}`;

describe('the catalog gate', () => {
  it('finds no fault in the migrated database', async () => {
    expect(await checkCatalog(client, options)).toEqual([]);
  });

  it('really looks: every tenant table of the base and of each plugin is there', async () => {
    const { rows } = await client.query(
      `SELECT DISTINCT table_schema AS schema FROM information_schema.columns
       WHERE column_name = 'tenant_id' ORDER BY 1`,
    );
    const schemas = rows.map(({ schema }) => schema);
    expect(schemas).toEqual(expect.arrayContaining(['app', 'auth', 'cms', 'system']));
  });

  it('finds no fault in a well-made new table', async () => {
    expect(await faultsAfter(table() + fence())).toEqual([]);
  });
});

describe('a table is reported that', () => {
  const cases: readonly (readonly [
    what: string,
    change: string,
    faults: readonly [string, string][],
  ])[] = [
    [
      'has no tenant at all',
      'CREATE TABLE cms.settings (key TEXT PRIMARY KEY);',
      [
        ['cms.settings', 'has no foreign key from tenant_id to platform_control.tenants'],
        ['cms.settings', 'has no id UUID PRIMARY KEY'],
        ['cms.settings', 'has no tenant policy'],
        ['cms.settings', 'has no tenant_id UUID NOT NULL'],
        ['cms.settings', 'has no UNIQUE (tenant_id, id)'],
        ['cms.settings', 'row-level security is not enabled'],
        ['cms.settings', 'row-level security is not forced'],
        ['cms.settings_pkey', 'is unique without tenant_id'],
      ],
    ],
    [
      'lies in public',
      `RESET ROLE; CREATE TABLE public.notes (LIKE cms.posts INCLUDING ALL);
       ALTER TABLE public.notes OWNER TO gestas_owner;`,
      [
        ['public.notes', 'has no foreign key from tenant_id to platform_control.tenants'],
        ['public.notes', 'has no tenant policy'],
        ['public.notes', 'row-level security is not enabled'],
        ['public.notes', 'row-level security is not forced'],
      ],
    ],
    [
      'may have rows of no tenant',
      `${table()} ALTER TABLE cms.things ALTER tenant_id DROP NOT NULL; ${fence()}`,
      [['cms.things', 'has no tenant_id UUID NOT NULL']],
    ],
    [
      'may name a tenant that is none',
      `${table()} ALTER TABLE cms.things DROP CONSTRAINT things_tenant_id_fkey; ${fence()}`,
      [['cms.things', 'has no foreign key from tenant_id to platform_control.tenants']],
    ],
    [
      'counts its rows in one sequence',
      table('', 'id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY') + fence(),
      [['cms.things', 'has no id UUID PRIMARY KEY']],
    ],
    [
      'has no pair to refer to',
      `${table()} ALTER TABLE cms.things DROP CONSTRAINT things_tenant_id_id_key; ${fence()}`,
      [['cms.things', 'has no UNIQUE (tenant_id, id)']],
    ],
    [
      'has no fence',
      table(),
      [
        ['cms.things', 'has no tenant policy'],
        ['cms.things', 'row-level security is not enabled'],
        ['cms.things', 'row-level security is not forced'],
      ],
    ],
    [
      'does not bind its owner',
      `${table()} ${fence()} ALTER TABLE cms.things NO FORCE ROW LEVEL SECURITY;`,
      [['cms.things', 'row-level security is not forced']],
    ],
    [
      'is unique across tenants',
      table('UNIQUE (name),') + fence(),
      [['cms.things_name_key', 'is unique without tenant_id']],
    ],
    [
      'is unique across tenants by an expression',
      `${table()} CREATE UNIQUE INDEX things_by_lower ON cms.things (lower(name)); ${fence()}`,
      [['cms.things_by_lower', 'is unique without tenant_id']],
    ],
    [
      "may point at another tenant's row",
      table('post_id UUID REFERENCES cms.posts (id),') + fence(),
      [['cms.things.things_post_id_fkey', 'references cms.posts without tenant_id']],
    ],
    [
      'pairs the tenant with something else',
      table('FOREIGN KEY (id, tenant_id) REFERENCES cms.posts (tenant_id, id),') + fence(),
      [['cms.things.things_id_tenant_id_fkey', 'references cms.posts without tenant_id']],
    ],
    [
      'points at a control table',
      table('owner UUID REFERENCES platform_control.tenants (id),') + fence(),
      [['cms.things.things_owner_fkey', 'references the control table platform_control.tenants']],
    ],
    [
      'is a partition without a fence',
      `CREATE TABLE cms.parts (id UUID NOT NULL, tenant_id UUID NOT NULL) PARTITION BY HASH (tenant_id);
       CREATE TABLE cms.part_0 PARTITION OF cms.parts FOR VALUES WITH (MODULUS 1, REMAINDER 0);`,
      ['cms.part_0', 'cms.parts'].flatMap((name): [string, string][] => [
        [name, 'has no foreign key from tenant_id to platform_control.tenants'],
        [name, 'has no id UUID PRIMARY KEY'],
        [name, 'has no tenant policy'],
        [name, 'has no UNIQUE (tenant_id, id)'],
        [name, 'row-level security is not enabled'],
        [name, 'row-level security is not forced'],
      ]),
    ],
    [
      'is a materialised view, which no policy guards',
      'CREATE MATERIALIZED VIEW cms.summary AS SELECT count(*) FROM cms.posts;',
      [['cms.summary', 'is a materialised view']],
    ],
    [
      'is a view of a control table',
      'CREATE VIEW cms.everybody AS SELECT slug FROM platform_control.tenants;',
      [['cms.everybody', 'shows the control table platform_control.tenants']],
    ],
  ];

  it.each(cases)('%s', async (_what, change, faults) => {
    const expected = faults.map(([object, fault]) => ({ object, fault }));
    expect(await faultsAfter(change)).toEqual(expected);
  });
});

describe('a policy is reported that', () => {
  const not = (policy: string): CatalogFault[] => [
    { object: 'cms.things', fault: 'has no tenant policy' },
    { object: 'cms.things', fault: `policy ${policy} is not the tenant policy` },
  ];
  it.each([
    [
      'lets everything through',
      'CREATE POLICY open ON cms.things USING (true) WITH CHECK (true)',
      'open',
    ],
    ['checks no writes', `CREATE POLICY reads ON cms.things FOR SELECT USING ${POLICY}`, 'reads'],
    [
      'checks writes by another rule',
      `CREATE POLICY half ON cms.things USING ${POLICY} WITH CHECK (true)`,
      'half',
    ],
    [
      'believes the setting without its signature',
      `CREATE POLICY naive ON cms.things USING (tenant_id = current_setting('app.tenant_id')::uuid)`,
      'naive',
    ],
    [
      'knows more than one way in',
      `CREATE POLICY wide ON cms.things USING (${POLICY} OR name = 'public')`,
      'wide',
    ],
    [
      'is restrictive, and so opens nothing',
      `CREATE POLICY narrow ON cms.things AS RESTRICTIVE USING ${POLICY} WITH CHECK ${POLICY}`,
      'narrow',
    ],
  ])('%s', async (_what, policy, name) => {
    expect(await faultsAfter(table() + fence(policy))).toEqual(not(name));
  });

  it('stands beside the right one and opens what that closes', async () => {
    const policy = `CREATE POLICY extra ON cms.posts TO gestas_cms USING (true)`;
    expect(await faultsAfter(policy)).toEqual([
      { object: 'cms.posts', fault: 'policy extra is not the tenant policy' },
    ]);
  });

  it("has the name of an exception, and isn't it", async () => {
    const change = `DROP POLICY dispatch_read ON app.outbox;
      CREATE POLICY dispatch_read ON app.outbox FOR SELECT USING (true);
      CREATE POLICY dispatch_read ON cms.posts FOR SELECT TO gestas_events USING (true);`;
    expect(await faultsAfter(change)).toEqual([
      { object: 'app.outbox', fault: 'policy dispatch_read is not the tenant policy' },
      { object: 'cms.posts', fault: 'policy dispatch_read is not the tenant policy' },
    ]);
  });
});

describe('a right is reported that', () => {
  it.each([
    [
      'reaches a control table',
      'GRANT SELECT ON platform_control.role_keys TO gestas_cms',
      [['platform_control.role_keys', 'gestas_cms may SELECT']],
    ],
    [
      'reaches a column of one',
      'GRANT SELECT (slug) ON platform_control.tenants TO gestas_auth',
      [['platform_control.tenants', 'gestas_auth may SELECT']],
    ],
    [
      'reaches the control schema',
      'GRANT USAGE ON SCHEMA platform_control TO gestas_cms',
      [['platform_control', 'gestas_cms may USAGE']],
    ],
    [
      "reaches another plugin's table",
      'GRANT SELECT ON system.users TO gestas_cms',
      [['system.users', 'gestas_cms may SELECT']],
    ],
    [
      'is more than a published view gives',
      'GRANT UPDATE ON system.identity_v1 TO gestas_auth',
      [['system.identity_v1', 'gestas_auth may UPDATE']],
    ],
    [
      'changes audit rows',
      'GRANT UPDATE ON app.audit_entries TO gestas_system',
      [['app.audit_entries', 'gestas_system may UPDATE']],
    ],
    [
      'empties a table past its policy',
      'GRANT TRUNCATE ON cms.posts TO gestas_cms',
      [['cms.posts', 'gestas_cms may TRUNCATE']],
    ],
    [
      'reaches the migration records',
      'GRANT DELETE ON cms._prisma_migrations TO gestas_cms',
      [['cms._prisma_migrations', 'gestas_cms may DELETE']],
    ],
    [
      'makes tables',
      'GRANT CREATE ON SCHEMA cms TO gestas_cms',
      [['cms', 'gestas_cms may CREATE']],
    ],
    [
      'finds tenants by name',
      'GRANT EXECUTE ON FUNCTION app.tenant_by_slug(TEXT) TO gestas_cms',
      [['app.tenant_by_slug(text)', 'gestas_cms may EXECUTE']],
    ],
  ] as const)('%s', async (_what, change, faults) => {
    const expected = faults.map(([object, fault]) => ({ object, fault }));
    expect(await faultsAfter(change)).toEqual(expected);
  });

  it('everybody has', async () => {
    const faults = await faultsAfter('GRANT SELECT ON system.users TO PUBLIC');
    const roles = manifests.map(({ database: { schema } }) => `gestas_${schema}`);
    const strangers = ['gestas_app', ...roles].filter((role) => role !== 'gestas_system').sort();
    expect(faults.map(({ fault }) => fault).sort()).toEqual(
      strangers.map((role) => `${role} may SELECT`),
    );
  });

  it('one manifest names and the other does not', async () => {
    const without = manifests.map((manifest) => ({
      ...manifest,
      database: { ...manifest.database, publishes: {} },
    }));
    expect(await faultsAfter('SELECT 1', { manifests: without })).toEqual([
      { object: 'system', fault: 'gestas_auth may USAGE' },
      { object: 'system.identity_v1', fault: 'gestas_auth may SELECT' },
    ]);
  });
});

describe('a function is reported that', () => {
  const definer = (name: string, more: string) =>
    `CREATE FUNCTION ${name} RETURNS INT LANGUAGE sql SECURITY DEFINER ${more} AS 'SELECT 1';`;
  const PINNED = 'SET search_path = pg_catalog, pg_temp';

  it('acts as its owner and is not on the list', async () => {
    const change = `${definer('app.anything(a TEXT, b UUID)', PINNED)}
      REVOKE ALL ON FUNCTION app.anything(TEXT, UUID) FROM PUBLIC;`;
    expect(await faultsAfter(change)).toEqual([
      { object: 'app.anything(text, uuid)', fault: 'is SECURITY DEFINER and not on the list' },
    ]);
  });

  it('is listed, and has no search path, lies elsewhere, or is open to all', async () => {
    const definerFunctions = `${options.definerFunctions}cms.anything()\n`;
    expect(await faultsAfter(definer('cms.anything()', ''), { definerFunctions })).toEqual(
      [
        'does not set its search_path to pg_catalog, pg_temp',
        'is SECURITY DEFINER outside of schema app',
        'may be executed by PUBLIC',
      ].map((fault) => ({ object: 'cms.anything()', fault })),
    );
  });

  it('is listed and no longer there', async () => {
    const definerFunctions = `${options.definerFunctions}app.gone(uuid)\n`;
    expect(await faultsAfter('SELECT 1', { definerFunctions })).toEqual([
      { object: 'app.gone(uuid)', fault: 'is on the list of SECURITY DEFINER functions, and none' },
    ]);
  });
});

describe('a role is reported that', () => {
  it.each([
    ['is a superuser', 'ALTER ROLE gestas_cms SUPERUSER', 'is SUPERUSER'],
    ['sees past row-level security', 'ALTER ROLE gestas_cms BYPASSRLS', 'is BYPASSRLS'],
    ['makes roles', 'ALTER ROLE gestas_cms CREATEROLE', 'is CREATEROLE'],
    ['may become the owner', 'GRANT gestas_owner TO gestas_cms', 'is a member of gestas_owner'],
    ['may become another plugin', 'GRANT gestas_auth TO gestas_cms', 'is a member of gestas_auth'],
    [
      'reads every table',
      'GRANT pg_read_all_data TO gestas_cms',
      'is a member of pg_read_all_data',
    ],
    [
      'owns a table',
      'ALTER TABLE cms.posts OWNER TO gestas_cms',
      'owns something in this database',
    ],
  ])('%s', async (_what, change, fault) => {
    const faults = await faultsAfter(change, { as: 'postgres' });
    expect(faults).toContainEqual({ object: 'gestas_cms', fault });
  });

  it('is the dispatcher with more than it needs, or the owner with a login', async () => {
    const change = 'ALTER ROLE gestas_events BYPASSRLS; ALTER ROLE gestas_owner LOGIN';
    expect(await faultsAfter(change, { as: 'postgres' })).toEqual([
      { object: 'gestas_events', fault: 'is BYPASSRLS' },
      { object: 'gestas_owner', fault: 'may log in, or see past row-level security' },
    ]);
  });

  it('got into the group, whoever it is', async () => {
    const change = `CREATE ROLE gestas_rogue LOGIN; GRANT gestas_app TO gestas_rogue;
      GRANT SELECT ON cms.posts TO gestas_rogue`;
    expect(await faultsAfter(change, { as: 'postgres' })).toEqual([
      { object: 'cms.posts', fault: 'gestas_rogue may SELECT' },
    ]);
  });

  it('is missing', async () => {
    const stranger = Manifest.parse({
      ...manifests[0],
      name: 'plugin-stranger',
      database: { schema: 'stranger' },
    });
    expect(await faultsAfter('SELECT 1', { manifests: [...manifests, stranger] })).toContainEqual({
      object: 'gestas_stranger',
      fault: 'does not exist',
    });
  });
});
