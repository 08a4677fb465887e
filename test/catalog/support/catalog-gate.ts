import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Manifest } from '@gestas/sdk';
import { startTestDatabase } from '@gestas/sdk/testing';
import pg from 'pg';
import {
  type CatalogFault,
  type CatalogOptions,
  checkCatalog,
} from '../../../prisma/check-catalog.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const plugins = readdirSync(new URL('subgraphs', ROOT)).filter((name) =>
  existsSync(new URL(`subgraphs/${name}/manifest.json`, ROOT)),
);

/** Every plugin's manifest. */
export const manifests = plugins.map((name) =>
  Manifest.parse(JSON.parse(read(`subgraphs/${name}/manifest.json`))),
);

/** The list of functions that act as their owner. */
export const definerFunctions = read('prisma/definer-functions.txt');

/** The gate over a migrated database of its own. */
export type CatalogGate = {
  readonly client: pg.Client;
  check(): Promise<CatalogFault[]>;
  /**
   * What the gate says about a change, which is made as the owner (or `as` another role) and taken back. What the gate
   * compares with can be replaced.
   */
  faultsAfter(
    change: string,
    options?: Partial<CatalogOptions> & { readonly as?: string },
  ): Promise<CatalogFault[]>;
  stop(): Promise<void>;
};

/** Migrates a database and opens the gate over it. */
export async function openCatalogGate(): Promise<CatalogGate> {
  const database = await startTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const options: CatalogOptions = { manifests, definerFunctions };
  return {
    client,
    check: () => checkCatalog(client, options),
    async faultsAfter(change, { as = 'gestas_owner', ...other } = {}) {
      await client.query('BEGIN');
      try {
        await client.query(`SET LOCAL ROLE ${as}`);
        await client.query(change);
        await client.query('RESET ROLE');
        return await checkCatalog(client, { ...options, ...other });
      } finally {
        await client.query('ROLLBACK');
      }
    },
    async stop() {
      await client.end();
      await database.stop();
    },
  };
}

/** Pairs of object and fault, as the gate reports them. */
export function toFaults(pairs: readonly (readonly [string, string])[]): CatalogFault[] {
  return pairs.map(([object, fault]) => ({ object, fault }));
}

/** The condition of the tenant policy. */
export const POLICY = '(tenant_id = (SELECT app.current_tenant()))';

/** A tenant table as it must be, for tests to spoil. */
export function makeTable(columns = '', id = 'id UUID PRIMARY KEY'): string {
  return `CREATE TABLE cms.things (
    ${id}, tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id), name TEXT, ${columns}
    UNIQUE (tenant_id, id));`;
}

/** Its row-level security, with the right policy or another. */
export function makeFence(
  policy = `CREATE POLICY tenant ON cms.things USING ${POLICY} WITH CHECK ${POLICY};`,
): string {
  return `ALTER TABLE cms.things ENABLE ROW LEVEL SECURITY;
    ALTER TABLE cms.things FORCE ROW LEVEL SECURITY;
    ${policy}`;
}
