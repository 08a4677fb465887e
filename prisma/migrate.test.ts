import { describe, expect, it } from '@jest/globals';
import { useMigrationSite } from './testing/use-migration-site.ts';

const current = useMigrationSite();
const records = (schema: string) =>
  current().query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
     FROM ${schema}._prisma_migrations ORDER BY started_at`,
  );

describe('migrate', () => {
  it('brings base and plugins up to date, in order, and a second run changes nothing', async () => {
    const site = current();
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
    const site = current();
    await site.migrate();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    expect(await site.migrate()).toEqual(['alpha/1_first']);
  });

  it('refuses a file that was edited after it was applied', async () => {
    const site = current();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    await site.migrate();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY) ;');
    await expect(site.migrate()).rejects.toThrow(
      'Migration 1_first was edited after it was applied: add a new one instead.',
    );
  });

  it('refuses a database that is ahead of this build', async () => {
    const site = current();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    await site.migrate();
    site.removeMigration('alpha', '1_first');
    site.writeMigration('alpha', '2_other', 'CREATE TABLE alpha.others (id UUID PRIMARY KEY);');
    await expect(site.migrate()).rejects.toThrow(
      'The database has migration 1_first (alpha), which this build does not know.',
    );
    expect(await site.tableExists('alpha.others')).toBe(false);
  });

  it('leaves nothing of a migration that fails, and goes on once it is mended', async () => {
    const site = current();
    site.writeMigration('alpha', '1_good', 'CREATE TABLE alpha.good (id UUID PRIMARY KEY);');
    const create = 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);';
    site.writeMigration('alpha', '2_bad', `${create} INSERT INTO alpha.missing VALUES (1);`);
    await expect(site.migrate()).rejects.toThrow(
      'Migration 2_bad: relation "alpha.missing" does not exist',
    );
    expect(await site.tableExists('alpha.good')).toBe(true);
    expect(await site.tableExists('alpha.things')).toBe(false);
    expect(await records('alpha')).toEqual([{ name: '1_good', finished: true, steps: 1 }]);
    site.writeMigration('alpha', '2_bad', create);
    expect(await site.migrate()).toEqual(['alpha/2_bad']);
  });

  it('runs once when several start at the same time', async () => {
    const site = current();
    site.writeMigration('alpha', '1_first', 'CREATE TABLE alpha.things (id UUID PRIMARY KEY);');
    const runs = await Promise.all([site.migrate(), site.migrate(), site.migrate()]);
    expect(runs.filter((applied) => applied.includes('alpha/1_first'))).toHaveLength(1);
    expect(await records('alpha')).toHaveLength(1);
  });

  it('waits for a lock in turns of 2 s, so that nobody queues behind it for long', async () => {
    const site = current();
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
    const site = current();
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
    const site = current();
    site.writeMigration('alpha', '1_first', TABLE);
    site.writeMigration('alpha', '2_index', INDEX);
    await site.migrate();
    expect(await site.tableExists('alpha.things_by_name')).toBe(true);
    expect(await site.migrate()).toEqual([]);
  });

  it('is not held up for ever by another run that waits for its turn', async () => {
    const site = current();
    site.writeMigration('alpha', '1_first', TABLE);
    await site.migrate();
    site.writeMigration('alpha', '2_index', INDEX);
    const runs = await Promise.all([site.migrate(), site.migrate(), site.migrate()]);
    expect(runs.flat()).toEqual(['alpha/2_index']);
  });

  it('is refused at the next run when it failed, until somebody has cleaned up', async () => {
    const site = current();
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
