import { describe, expect, it } from '@jest/globals';
import { useMigrationSite } from './testing/use-migration-site.ts';

const current = useMigrationSite();

describe('views across schemas', () => {
  const VIEW = `CREATE TABLE zeta.people (id UUID PRIMARY KEY);
    CREATE VIEW zeta.people_v1 AS SELECT id FROM zeta.people;`;

  it('are granted to the plugin that both manifests name, whose migrations come later', async () => {
    const site = current();
    site.writePlugin('alpha', { reads: ['zeta.people_v1'] });
    site.writePlugin('zeta', { publishes: { people_v1: ['alpha'] } });
    site.writePlugin('beta');
    site.writeMigration('zeta', '1_people', VIEW);
    site.writeMigration(
      'alpha',
      '1_first',
      'CREATE VIEW alpha.copy AS SELECT * FROM zeta.people_v1;',
    );
    expect((await site.migrate()).filter((name) => !name.startsWith('base/'))).toEqual([
      'zeta/1_people',
      'alpha/1_first',
    ]);
    const [rights] = await site.query(
      `SELECT has_table_privilege('gestas_alpha', 'zeta.people_v1', 'SELECT') AS reads,
         has_table_privilege('gestas_alpha', 'zeta.people_v1', 'UPDATE') AS writes,
         has_table_privilege('gestas_alpha', 'zeta.people', 'SELECT') AS behind,
         has_table_privilege('gestas_beta', 'zeta.people_v1', 'SELECT') AS others`,
    );
    expect(rights).toEqual({ reads: true, writes: false, behind: false, others: false });
  });

  it.each([
    ['nobody publishes', {}],
    ['somebody publishes to others', { publishes: { people_v1: ['beta'] } }],
    ['has another name', { publishes: { people_v2: ['alpha'] } }],
  ])('are refused when the view %s', async (_what, publishes) => {
    const site = current();
    site.writePlugin('alpha', { reads: ['zeta.people_v1'] });
    site.writePlugin('zeta', publishes);
    await expect(site.migrate()).rejects.toThrow(
      'plugin-alpha reads zeta.people_v1, which nobody publishes to it.',
    );
    expect(await site.tableExists('alpha._prisma_migrations')).toBe(false);
  });

  it('are refused in a circle', async () => {
    const site = current();
    site.writePlugin('alpha', { reads: ['zeta.v'], publishes: { w: ['zeta'] } });
    site.writePlugin('zeta', { reads: ['alpha.w'], publishes: { v: ['alpha'] } });
    await expect(site.migrate()).rejects.toThrow('in a circle: plugin-alpha, plugin-zeta');
  });
});

describe('a plugins folder', () => {
  it('with two plugins of one schema is refused', async () => {
    const site = current();
    site.writePlugin('beta', { schema: 'alpha' });
    await expect(site.migrate()).rejects.toThrow(
      'plugin-alpha and plugin-beta both use the schema alpha.',
    );
  });

  it.each(['owner', 'app', 'events', 'platform_control', 'public', 'pg_catalog', 'a"; DROP'])(
    'with a plugin that calls its schema %s is refused, file named',
    async (schema) => {
      const site = current();
      site.writePlugin('beta', { schema });
      await expect(site.migrate()).rejects.toThrow('beta/manifest.json is not a manifest');
    },
  );

  it('with SQL for the name of a view is refused', async () => {
    const site = current();
    site.writePlugin('beta', { reads: ['zeta.v.x TO PUBLIC; DROP SCHEMA app CASCADE'] });
    await expect(site.migrate()).rejects.toThrow('must be schema.view');
  });
});
