import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migratePlugin } from './migrate.ts';
import { readPlugins } from './read-plugins.ts';
import {
  type MigrationSite,
  type MigrationWorld,
  startMigrationWorld,
} from './testing/migration-world.ts';

let world: MigrationWorld;
let site: MigrationSite;
beforeAll(async () => {
  world = await startMigrationWorld();
});
beforeEach(async () => {
  site = await world.newSite();
  site.writePlugin('alpha');
});
afterAll(() => world.stop());

const tableExists = async (name: string) =>
  (await site.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [name])).length === 1;
const records = (schema: string) =>
  site.query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
     FROM ${schema}._prisma_migrations ORDER BY started_at`,
  );

describe('migrate', () => {
  it('brings base and plugins up to date, in order, and a second run changes nothing', async () => {
    site.writeMigration('alpha', '2_more', 'ALTER TABLE alpha.things ADD name TEXT;');
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    const applied = await site.migrate();
    expect(applied.filter((name) => !name.startsWith('base/'))).toEqual([
      'alpha/1_first',
      'alpha/2_more',
    ]);
    expect(applied.filter((name) => name.startsWith('base/')).length).toBeGreaterThan(0);
    const before = await records('alpha');
    expect(before).toEqual([
      { name: '1_first', finished: true, steps: 1 },
      { name: '2_more', finished: true, steps: 1 },
    ]);
    expect(await site.migrate()).toEqual([]);
    expect(await records('alpha')).toEqual(before);
  });

  it('applies what was added since', async () => {
    await site.migrate();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    expect(await site.migrate()).toEqual(['alpha/1_first']);
  });

  it('makes role and schema of one plugin more, and of no other', async () => {
    await site.migrate();
    site.writePlugin('beta', { reads: ['alpha.shown_v1'] });
    site.writeMigration('beta', '1_first', 'CREATE TABLE beta.things (id UUID PRIMARY KEY);');
    site.writeMigration('alpha', '1_later', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    const { pluginsFolder: root } = site;
    expect(() => readPlugins(root)).toThrow('which nobody publishes to it');
    site.writePlugin('beta');
    const [alpha, beta] = readPlugins(root);
    if (!alpha || !beta) throw new Error('not both were read');
    const migrateBeta = () => migratePlugin({ ...site, secretsOf: world.secretsOf }, beta, [alpha]);
    expect(await migrateBeta()).toEqual(['beta/1_first']);
    expect(await migrateBeta()).toEqual([]);
    expect(await tableExists('alpha.things')).toBe(false);
    const reads = { ...beta.manifest.database, reads: ['alpha.hidden'] };
    const curious = { ...beta, manifest: { ...beta.manifest, database: reads } };
    await expect(
      migratePlugin({ ...site, secretsOf: world.secretsOf }, curious, [alpha]),
    ).rejects.toThrow('reads alpha.hidden, which nobody publishes to it');
  });

  it('refuses a file that was edited after it was applied', async () => {
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    await site.migrate();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY) ;');
    await expect(site.migrate()).rejects.toThrow(
      'Migration 1_first was edited after it was applied: add a new one instead.',
    );
  });

  it('refuses a database that is ahead of this build', async () => {
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    await site.migrate();
    site.removeMigration('alpha', '1_first');
    site.writeMigration('alpha', '2_other', 'CREATE TABLE alpha.others (id UUID PRIMARY KEY);');
    await expect(site.migrate()).rejects.toThrow(
      'The database has migration 1_first (alpha), which this build does not know.',
    );
    expect(await tableExists('alpha.others')).toBe(false);
  });

  it('leaves nothing of a migration that fails, and goes on once it is mended', async () => {
    site.writeMigration('alpha', '1_good', 'CREATE TABLE alpha.good (id UUID PRIMARY KEY);');
    const create = 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);';
    site.writeMigration('alpha', '2_bad', `${create} INSERT INTO alpha.missing VALUES (1);`);
    await expect(site.migrate()).rejects.toThrow(
      'Migration 2_bad: relation "alpha.missing" does not exist',
    );
    expect(await tableExists('alpha.good')).toBe(true);
    expect(await tableExists('alpha.things')).toBe(false);
    expect(await records('alpha')).toEqual([{ name: '1_good', finished: true, steps: 1 }]);
    site.writeMigration('alpha', '2_bad', create);
    expect(await site.migrate()).toEqual(['alpha/2_bad']);
  });

  it('runs once when several start at the same time', async () => {
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    const runs = await Promise.all([site.migrate(), site.migrate(), site.migrate()]);
    expect(runs.filter((applied) => applied.includes('alpha/1_first'))).toHaveLength(1);
    expect(await records('alpha')).toHaveLength(1);
  });

  it('waits for a lock in turns of 2 s, so that nobody queues behind it for long', async () => {
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    await site.migrate();
    const holder = await site.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE alpha.things IN ACCESS EXCLUSIVE MODE');
    site.writeMigration('alpha', '2_more', 'ALTER TABLE alpha.things ADD name TEXT;');
    const run = site.migrate();
    const turns = new Set<string>();
    while (turns.size < 2) {
      const waiting = await site.query<{ since: Date }>(
        `SELECT query_start AS since FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE alpha.things%'`,
      );
      for (const { since } of waiting) turns.add(since.toISOString());
    }
    await holder.query('COMMIT');
    expect(await run).toEqual(['alpha/2_more']);
  });

  it('makes a role for each plugin that uses its schema and owns nothing', async () => {
    site.writeMigration(
      'alpha',
      '1_first',
      'CREATE TABLE alpha.things (id UUID PRIMARY KEY); GRANT SELECT ON alpha.things TO gestas_alpha;',
    );
    await site.migrate();
    const [rights] = await site.query(
      `SELECT has_schema_privilege('gestas_alpha', 'alpha', 'USAGE') AS uses,
         has_schema_privilege('gestas_alpha', 'alpha', 'CREATE') AS creates,
         (SELECT tableowner FROM pg_tables WHERE tablename = 'things') AS owner,
         (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'gestas_alpha') AS powerful`,
    );
    expect(rights).toEqual({ uses: true, creates: false, owner: 'gestas_owner', powerful: false });
  });
});

describe('a migration marked no-transaction', () => {
  const TABLE = 'CREATE TABLE alpha.things (id UUID PRIMARY KEY, name TEXT);';
  const INDEX = `-- no-transaction
    CREATE INDEX CONCURRENTLY things_by_name ON alpha.things (name);`;

  it('may build an index concurrently', async () => {
    site.writeMigration('alpha', '1_first', TABLE);
    site.writeMigration('alpha', '2_index', INDEX);
    await site.migrate();
    expect(await tableExists('alpha.things_by_name')).toBe(true);
    expect(await site.migrate()).toEqual([]);
  });

  it('is not held up for ever by another run that waits for its turn', async () => {
    site.writeMigration('alpha', '1_first', TABLE);
    await site.migrate();
    site.writeMigration('alpha', '2_index', INDEX);
    const runs = await Promise.all([site.migrate(), site.migrate(), site.migrate()]);
    expect(runs.flat()).toEqual(['alpha/2_index']);
  });

  it('is refused at the next run when it failed, until somebody has cleaned up', async () => {
    const unique = `-- no-transaction
      CREATE UNIQUE INDEX CONCURRENTLY things_by_name ON alpha.things (name);`;
    site.writeMigration(
      'alpha',
      '1_first',
      `${TABLE} INSERT INTO alpha.things VALUES (gen_random_uuid(), 'a'), (gen_random_uuid(), 'a');`,
    );
    site.writeMigration('alpha', '2_index', unique);
    await expect(site.migrate()).rejects.toThrow(
      'Migration 2_index: could not create unique index "things_by_name"',
    );
    expect((await records('alpha')).at(-1)).toEqual({ name: '2_index', finished: false, steps: 0 });
    await expect(site.migrate()).rejects.toThrow('Migration 2_index failed earlier.');

    await site.query('DELETE FROM alpha.things');
    await site.query('DROP INDEX alpha.things_by_name');
    await site.query(
      `UPDATE alpha._prisma_migrations SET rolled_back_at = now() WHERE migration_name = '2_index'`,
    );
    expect(await site.migrate()).toEqual(['alpha/2_index']);
    expect(await site.migrate()).toEqual([]);
  });
});

describe('views across schemas', () => {
  const VIEW = `CREATE TABLE zeta.people (id UUID PRIMARY KEY);
    CREATE VIEW zeta.people_v1 AS SELECT id FROM zeta.people;`;

  it('are granted to the plugin that both manifests name, whose migrations come later', async () => {
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
    site.writePlugin('alpha', { reads: ['zeta.people_v1'] });
    site.writePlugin('zeta', publishes);
    await expect(site.migrate()).rejects.toThrow(
      'plugin-alpha reads zeta.people_v1, which nobody publishes to it.',
    );
    expect(await tableExists('alpha._prisma_migrations')).toBe(false);
  });

  it('are refused in a circle', async () => {
    site.writePlugin('alpha', { reads: ['zeta.v'], publishes: { w: ['zeta'] } });
    site.writePlugin('zeta', { reads: ['alpha.w'], publishes: { v: ['alpha'] } });
    await expect(site.migrate()).rejects.toThrow('in a circle: plugin-alpha, plugin-zeta');
  });
});

describe('a plugins folder', () => {
  it('with two plugins of one schema is refused', async () => {
    site.writePlugin('beta', { schema: 'alpha' });
    await expect(site.migrate()).rejects.toThrow(
      'plugin-alpha and plugin-beta both use the schema alpha.',
    );
  });

  it.each(['owner', 'app', 'events', 'platform_control', 'public', 'pg_catalog', 'a"; DROP'])(
    'with a plugin that calls its schema %s is refused, file named',
    async (schema) => {
      site.writePlugin('beta', { schema });
      await expect(site.migrate()).rejects.toThrow('beta/manifest.json is not a manifest');
    },
  );

  it('with SQL for the name of a view is refused', async () => {
    site.writePlugin('beta', { reads: ['zeta.v.x TO PUBLIC; DROP SCHEMA app CASCADE'] });
    await expect(site.migrate()).rejects.toThrow('must be schema.view');
  });
});
