import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogFault } from '../../prisma/check-catalog.ts';
import {
  type CatalogGate,
  makeFence,
  makeTable,
  manifests,
  openCatalogGate,
  POLICY,
  toFaults,
} from './support/catalog-gate.ts';

let gate: CatalogGate;
beforeAll(async () => {
  gate = await openCatalogGate();
});
afterAll(() => gate.stop());

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
    expect(await gate.faultsAfter(makeTable() + makeFence(policy))).toEqual(not(name));
  });

  it('stands beside the right one and opens what that closes', async () => {
    const policy = `CREATE POLICY extra ON cms.posts TO gestas_cms USING (true)`;
    expect(await gate.faultsAfter(policy)).toEqual([
      { object: 'cms.posts', fault: 'policy extra is not the tenant policy' },
    ]);
  });

  it("has the name of an exception, and isn't it", async () => {
    const change = `DROP POLICY dispatch_read ON app.outbox;
      CREATE POLICY dispatch_read ON app.outbox FOR SELECT USING (true);
      CREATE POLICY dispatch_read ON cms.posts FOR SELECT TO gestas_events USING (true);`;
    expect(await gate.faultsAfter(change)).toEqual([
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
    expect(await gate.faultsAfter(change)).toEqual(toFaults(faults));
  });

  it('everybody has', async () => {
    const faults = await gate.faultsAfter('GRANT SELECT ON system.users TO PUBLIC');
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
    expect(await gate.faultsAfter('SELECT 1', { manifests: without })).toEqual([
      { object: 'system', fault: 'gestas_auth may USAGE' },
      { object: 'system.identity_v1', fault: 'gestas_auth may SELECT' },
    ]);
  });
});
