import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkDatabase } from './check-database.ts';
import type { Finding } from './finding.ts';

let database: TestDatabase;
const dataFolder = mkdtempSync(join(tmpdir(), 'gestas-doctor-'));
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database.stop();
  rmSync(dataFolder, { recursive: true });
});

const look = (url: string | undefined) =>
  checkDatabase({ source: { DATABASE_URL: url }, root: '.', dataFolder });
const named = (findings: readonly Finding[], name: string) =>
  findings.find((one) => one.name === name);

describe('the database', () => {
  it('is well when it was migrated', async () => {
    const findings = await look(database.adminUrl);
    expect(findings.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'database: ok',
      'roles: ok',
      'policies: ok',
      'connections: ok',
      'search index: ok',
    ]);
  });

  it('is told with what was changed by hand', async () => {
    await database.query('ALTER TABLE cms.posts NO FORCE ROW LEVEL SECURITY');
    const policies = named(await look(database.adminUrl), 'policies');
    expect(policies).toMatchObject({ status: 'fail', says: expect.stringContaining('cms.posts') });
    await database.query('ALTER TABLE cms.posts FORCE ROW LEVEL SECURITY');
  });

  it('is told the statement that full-text search wants', async () => {
    const change = (word: string) =>
      database.query(`ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) ${word}`);
    await change('NOT LEAKPROOF');
    const search = named(await look(database.adminUrl), 'search index');
    expect(search).toMatchObject({
      status: 'warn',
      mend: expect.stringContaining(
        'ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;',
      ),
    });
    await change('LEAKPROOF');
  });

  it('may be empty still', async () => {
    const url = new URL(database.adminUrl);
    url.pathname = '/postgres';
    expect(named(await look(url.href), 'migrations')).toMatchObject({ status: 'warn' });
  });

  it.each([
    ['nobody listens', (url: URL) => (url.port = '1'), /cannot be used/],
    [
      'the password is wrong',
      (url: URL) => (url.password = 'wrong'),
      /password authentication failed/,
    ],
    ['there is no such database', (url: URL) => (url.pathname = '/none'), /"none" does not exist/],
  ])('is a fault when %s, and no password is said', async (_why, spoil, says) => {
    const url = new URL(database.adminUrl);
    const { password } = url;
    spoil(url);
    const [finding] = await look(url.href);
    expect(finding).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('DATABASE_URL'),
    });
    expect(finding?.says).toMatch(says);
    expect(JSON.stringify(finding)).not.toContain(password);
  });

  it('is a fault when its login may not make roles', async () => {
    const [finding] = await look(database.urlOf('gestas_cms'));
    expect(finding).toMatchObject({
      status: 'fail',
      says: expect.stringContaining('may not create roles'),
    });
  });

  it('may be the embedded one, which is not running', async () => {
    expect(await look(undefined)).toMatchObject([{ status: 'ok' }]);
  });
});

describe('npm run doctor', () => {
  it('ends with code 1 when something will not run, as lines and as JSON', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/doctor.ts', ...args], {
        encoding: 'utf8',
        env: {
          ...process.env,
          GESTAS_DATA_DIR: dataFolder,
          DATABASE_URL: 'postgresql://a@127.0.0.1:1/b',
        },
      });
    const lines = run();
    expect(lines.status).toBe(1);
    expect(lines.stdout).toMatch(
      /^fail database: DATABASE_URL: .*→ Start it, or correct DATABASE_URL\.$/m,
    );
    expect(lines.stdout).toMatch(/^ok {3}node: Node /m);
    const json = run('--json');
    const { ok, findings } = JSON.parse(json.stdout) as { ok: boolean; findings: Finding[] };
    expect([json.status, ok]).toEqual([1, false]);
    expect(named(findings, 'database')?.status).toBe('fail');
  });
});
