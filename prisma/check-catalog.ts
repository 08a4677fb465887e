import type { Manifest } from '@gestas/sdk';
import type { ClientBase } from 'pg';
import type { CatalogExpectation, CatalogFault } from './catalog/catalog-fault.ts';
import { policyChecks } from './catalog/policy-checks.ts';
import { privilegeChecks } from './catalog/privilege-checks.ts';
import { roleChecks } from './catalog/role-checks.ts';
import { tableChecks } from './catalog/table-checks.ts';

export type { CatalogFault } from './catalog/catalog-fault.ts';

/** What the gate compares the database with. */
export type CatalogOptions = {
  readonly manifests: readonly Manifest[];
  /** The text of `definer-functions.txt`: one function a line. */
  readonly definerFunctions: string;
};

/**
 * The catalog gate: asks PostgreSQL itself whether every tenant table is fenced, control tables are out of reach, and
 * plugin roles hold no right that is not listed. Sets the connection's `search_path` to `pg_catalog`, so that names are
 * printed in full; reads only.
 * @returns every fault, by object; none when the fences stand.
 */
export async function checkCatalog(
  client: ClientBase,
  { manifests, definerFunctions }: CatalogOptions,
): Promise<CatalogFault[]> {
  const expectation: CatalogExpectation = {
    schemas: manifests.map(({ database }) => database.schema),
    reads: agreedReads(manifests),
    definerFunctions: definerFunctions.split('\n').filter(Boolean),
  };
  await client.query("SELECT set_config('search_path', 'pg_catalog', false)");
  const faults: CatalogFault[] = [];
  for (const { sql, parameters } of [
    ...tableChecks,
    ...policyChecks,
    ...roleChecks,
    ...privilegeChecks,
  ]) {
    const { rows } = await client.query<CatalogFault>(sql, [...parameters(expectation)]);
    faults.push(...rows);
  }
  return faults.sort((a, b) => `${a.object} ${a.fault}`.localeCompare(`${b.object} ${b.fault}`));
}

/** What one manifest reads and the other publishes to it; a read that only one side names is not agreed. */
function agreedReads(manifests: readonly Manifest[]): CatalogExpectation['reads'] {
  const publishes = (schema: string, relation: string) =>
    manifests.some(
      ({ database }) =>
        relation.startsWith(`${database.schema}.`) &&
        database.publishes[relation.slice(database.schema.length + 1)]?.includes(schema),
    );
  return manifests.flatMap(({ database: { schema, reads } }) =>
    reads
      .filter((relation) => publishes(schema, relation))
      .map((relation) => ({ schema, relation })),
  );
}
