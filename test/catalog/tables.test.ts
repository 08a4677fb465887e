import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CatalogGate,
  makeFence,
  makeTable,
  openCatalogGate,
  toFaults,
} from './support/catalog-gate.ts';

let gate: CatalogGate;
beforeAll(async () => {
  gate = await openCatalogGate();
});
afterAll(() => gate.stop());

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
      `${makeTable()} ALTER TABLE cms.things ALTER tenant_id DROP NOT NULL; ${makeFence()}`,
      [['cms.things', 'has no tenant_id UUID NOT NULL']],
    ],
    [
      'may name a tenant that is none',
      `${makeTable()} ALTER TABLE cms.things DROP CONSTRAINT things_tenant_id_fkey; ${makeFence()}`,
      [['cms.things', 'has no foreign key from tenant_id to platform_control.tenants']],
    ],
    [
      'counts its rows in one sequence',
      makeTable('', 'id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY') + makeFence(),
      [['cms.things', 'has no id UUID PRIMARY KEY']],
    ],
    [
      'has no pair to refer to',
      `${makeTable()} ALTER TABLE cms.things DROP CONSTRAINT things_tenant_id_id_key; ${makeFence()}`,
      [['cms.things', 'has no UNIQUE (tenant_id, id)']],
    ],
    [
      'has no fence',
      makeTable(),
      [
        ['cms.things', 'has no tenant policy'],
        ['cms.things', 'row-level security is not enabled'],
        ['cms.things', 'row-level security is not forced'],
      ],
    ],
    [
      'does not bind its owner',
      `${makeTable()} ${makeFence()} ALTER TABLE cms.things NO FORCE ROW LEVEL SECURITY;`,
      [['cms.things', 'row-level security is not forced']],
    ],
    [
      'is unique across tenants',
      makeTable('UNIQUE (name),') + makeFence(),
      [['cms.things_name_key', 'is unique without tenant_id']],
    ],
    [
      'is unique across tenants by an expression',
      `${makeTable()} CREATE UNIQUE INDEX things_by_lower ON cms.things (lower(name)); ${makeFence()}`,
      [['cms.things_by_lower', 'is unique without tenant_id']],
    ],
    [
      "may point at another tenant's row",
      makeTable('post_id UUID REFERENCES cms.posts (id),') + makeFence(),
      [['cms.things.things_post_id_fkey', 'references cms.posts without tenant_id']],
    ],
    [
      'pairs the tenant with something else',
      makeTable('FOREIGN KEY (id, tenant_id) REFERENCES cms.posts (tenant_id, id),') + makeFence(),
      [['cms.things.things_id_tenant_id_fkey', 'references cms.posts without tenant_id']],
    ],
    [
      'points at a control table',
      makeTable('owner UUID REFERENCES platform_control.tenants (id),') + makeFence(),
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
    expect(await gate.faultsAfter(change)).toEqual(toFaults(faults));
  });
});
