import { Manifest } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CatalogGate,
  definerFunctions as listed,
  makeFence,
  makeTable,
  manifests,
  openCatalogGate,
} from './support/catalog-gate.ts';

let gate: CatalogGate;
beforeAll(async () => {
  gate = await openCatalogGate();
});
afterAll(() => gate.stop());

describe('the catalog gate', () => {
  it('finds no fault in the migrated database', async () => {
    expect(await gate.check()).toEqual([]);
  });

  it('really looks: every tenant table of the base and of each plugin is there', async () => {
    const { rows } = await gate.client.query(
      `SELECT DISTINCT table_schema AS schema FROM information_schema.columns
       WHERE column_name = 'tenant_id' ORDER BY 1`,
    );
    const schemas = rows.map(({ schema }) => schema);
    expect(schemas).toEqual(expect.arrayContaining(['app', 'auth', 'cms', 'system']));
  });

  it('finds no fault in a well-made new table', async () => {
    expect(await gate.faultsAfter(makeTable() + makeFence())).toEqual([]);
  });
});

describe('a function is reported that', () => {
  const definer = (name: string, more: string) =>
    `CREATE FUNCTION ${name} RETURNS INT LANGUAGE sql SECURITY DEFINER ${more} AS 'SELECT 1';`;
  const PINNED = 'SET search_path = pg_catalog, pg_temp';

  it('acts as its owner and is not on the list', async () => {
    const change = `${definer('app.anything(a TEXT, b UUID)', PINNED)}
      REVOKE ALL ON FUNCTION app.anything(TEXT, UUID) FROM PUBLIC;`;
    expect(await gate.faultsAfter(change)).toEqual([
      { object: 'app.anything(text, uuid)', fault: 'is SECURITY DEFINER and not on the list' },
    ]);
  });

  it('is listed, and has no search path, lies elsewhere, or is open to all', async () => {
    const definerFunctions = `${listed}cms.anything()\n`;
    expect(await gate.faultsAfter(definer('cms.anything()', ''), { definerFunctions })).toEqual(
      [
        'does not set its search_path to pg_catalog, pg_temp',
        'is SECURITY DEFINER outside of schema app',
        'may be executed by PUBLIC',
      ].map((fault) => ({ object: 'cms.anything()', fault })),
    );
  });

  it('is listed and no longer there', async () => {
    const definerFunctions = `${listed}app.gone(uuid)\n`;
    expect(await gate.faultsAfter('SELECT 1', { definerFunctions })).toEqual([
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
    const faults = await gate.faultsAfter(change, { as: 'postgres' });
    expect(faults).toContainEqual({ object: 'gestas_cms', fault });
  });

  it('is the dispatcher with more than it needs, or the owner with a login', async () => {
    const change = 'ALTER ROLE gestas_events BYPASSRLS; ALTER ROLE gestas_owner LOGIN';
    expect(await gate.faultsAfter(change, { as: 'postgres' })).toEqual([
      { object: 'gestas_events', fault: 'is BYPASSRLS' },
      { object: 'gestas_owner', fault: 'may log in, or see past row-level security' },
    ]);
  });

  it('got into the group, whoever it is', async () => {
    const change = `CREATE ROLE gestas_rogue LOGIN; GRANT gestas_app TO gestas_rogue;
      GRANT SELECT ON cms.posts TO gestas_rogue`;
    expect(await gate.faultsAfter(change, { as: 'postgres' })).toEqual([
      { object: 'cms.posts', fault: 'gestas_rogue may SELECT' },
    ]);
  });

  it('is missing', async () => {
    const stranger = Manifest.parse({
      ...manifests[0],
      name: 'plugin-stranger',
      database: { schema: 'stranger' },
    });
    expect(
      await gate.faultsAfter('SELECT 1', { manifests: [...manifests, stranger] }),
    ).toContainEqual({
      object: 'gestas_stranger',
      fault: 'does not exist',
    });
  });
});
