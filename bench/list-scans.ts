import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { waitUntil } from '../scripts/embedded/processes.ts';
import { definition as cms } from '../subgraphs/cms/src/definition.ts';
import { definition as system } from '../subgraphs/system/src/definition.ts';
import { startTestCluster } from '../test/setup/test-cluster.ts';

/**
 * Whether lists stay off sequential scans when one tenant has a million rows: each list query goes through its plugin, as
 * the application role, and PostgreSQL's own counters tell how the table was read. One JSON line a query; fails on a scan.
 * `node scripts/run.mjs bench/list-scans.ts ROWS`.
 */
const rows = Number(process.argv[2] ?? '1000000');
const FLUSHED_MS = 30_000;
const authorId = randomUUID();

const POSTS = `query ($after: String, $filter: PostFilter) {
  posts(first: 20, after: $after, filter: $filter) { nodes { id title } pageInfo { endCursor } }
}`;
const USERS = `query ($after: String) {
  users(first: 20, after: $after) { nodes { id name } pageInfo { endCursor } }
}`;
const AUDIT = `query ($after: String, $filter: AuditFilter) {
  auditEntries(first: 20, after: $after, filter: $filter) { nodes { id action } pageInfo { endCursor } }
}`;
const postFilters = {
  'all posts': {},
  drafts: { status: 'DRAFT' },
  'published posts': { status: 'PUBLISHED' },
  'scheduled posts': { status: 'SCHEDULED' },
  'posts of an author': { authorId },
  'posts with a rare word': { search: 'rare77' },
  'posts with a common word': { search: 'common' },
};

const cluster = await startTestCluster();
try {
  process.env.GESTAS_TEST_CLUSTER = cluster.url;
  process.env.GESTAS_TEST_MASTER = cluster.master;
  await measurePosts();
  await measureUsers();
  await measureAudit();
} finally {
  await cluster.stop();
}

async function measurePosts(): Promise<void> {
  const plugin = await startTestPlugin(cms);
  const { id: tenantId } = await plugin.database.createTenant();
  await plugin.database.query(
    `INSERT INTO cms.posts (id, tenant_id, slug, title, body, search_text, author_id, status, created_at, published_at)
     SELECT gen_random_uuid(), $1, 'post-' || n, 'Post ' || n, '{"type":"doc","content":[]}',
            'common post' || CASE WHEN n % 10000 = 77 THEN ' rare77' ELSE '' END,
            CASE WHEN n % 1000 = 0 THEN $2::uuid ELSE gen_random_uuid() END,
            (ARRAY['DRAFT', 'PUBLISHED', 'PUBLISHED', 'SCHEDULED'])[1 + n % 4], now() - n * interval '1 second',
            CASE WHEN n % 4 = 3 THEN now() + interval '1 day' END
     FROM generate_series(1, $3::int) AS n`,
    [tenantId, authorId, rows],
  );
  await plugin.database.query('VACUUM ANALYZE cms.posts');
  for (const [name, filter] of Object.entries(postFilters)) {
    const after = await ask(plugin, 'cms.posts', name, tenantId, POSTS, { filter });
    if (after) {
      await ask(plugin, 'cms.posts', `${name}, next page`, tenantId, POSTS, { filter, after });
    }
  }
  await plugin.stop();
}

async function measureUsers(): Promise<void> {
  const plugin = await startTestPlugin(system);
  const { id: tenantId } = await plugin.database.createTenant();
  const roleId = randomUUID();
  const { query } = plugin.database;
  await query(`INSERT INTO system.roles (id, tenant_id, name) VALUES ($1, $2, 'all')`, [
    roleId,
    tenantId,
  ]);
  await query(
    `WITH people AS (
       INSERT INTO system.users (id, tenant_id, email, name)
       SELECT gen_random_uuid(), $1, n || '@bench.test', 'Person ' || n FROM generate_series(1, $3::int) AS n
       RETURNING id)
     INSERT INTO system.user_roles (tenant_id, user_id, role_id, place) SELECT $1, id, $2, 0 FROM people`,
    [tenantId, roleId, rows],
  );
  await query('VACUUM ANALYZE system.users');
  await query('VACUUM ANALYZE system.user_roles');
  // Searching by a part of a name has no index, and reads all users of the tenant: a known limit (README).
  const after = await ask(plugin, 'system.users', 'all users', tenantId, USERS, {});
  await ask(plugin, 'system.users', 'all users, next page', tenantId, USERS, { after });
  await plugin.stop();
}

async function measureAudit(): Promise<void> {
  const plugin = await startTestPlugin(system);
  const { query, createTenant } = plugin.database;
  const { id: tenantId } = await createTenant();
  await query('ALTER TABLE app.audit_entries DISABLE TRIGGER chain'); // a million links would take minutes
  await query(
    `INSERT INTO app.audit_entries (tenant_id, at, actor_id, plugin, action, target, outcome, request_id, seq,
       previous_hash, hash)
     SELECT $1, '2026-01-01'::timestamptz + n * interval '1 second', CASE WHEN n % 1000 = 0 THEN $2::uuid END, 'plugin-cms',
       (ARRAY['createPost', 'updatePost', 'login', 'on post:created'])[1 + n % 4], 'Post:' || n % 50000,
       CASE WHEN n % 5000 = 0 THEN 'FORBIDDEN' ELSE 'OK' END, 'a request', n, '', ''
     FROM generate_series(1, $3::int) AS n`,
    [tenantId, authorId, rows],
  );
  await query('VACUUM ANALYZE app.audit_entries');
  const filters = {
    'all audit entries': {},
    'audit entries of an actor': { actorId: authorId },
    'audit entries of an action': { action: 'login' },
    'audit entries of actions that begin alike': { action: 'create*' },
    'audit entries of a target': { target: 'Post:77' },
    'audit entries of targets that begin alike': { target: 'Post:4*' },
    'refused audit entries': { outcome: 'FORBIDDEN' },
    'audit entries of an hour': { from: '2026-01-02T00:00:00Z', to: '2026-01-02T01:00:00Z' },
    'refusals of an actor in a day': {
      actorId: authorId,
      outcome: 'FORBIDDEN',
      from: '2026-01-02T00:00:00Z',
      to: '2026-01-03T00:00:00Z',
    },
  };
  for (const [name, filter] of Object.entries(filters)) {
    const after = await ask(plugin, 'app.audit_entries', name, tenantId, AUDIT, { filter });
    if (!after) continue;
    const variables = { filter, after };
    await ask(plugin, 'app.audit_entries', `${name}, next page`, tenantId, AUDIT, variables);
  }
  await plugin.stop();
}

/** Asks once and tells how the table was read; answers the cursor of the next page. */
async function ask(
  plugin: TestPlugin,
  table: string,
  name: string,
  tenantId: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const before = await scansOf(plugin, table);
  const began = performance.now();
  const { data, errors } = await plugin.execute({ tenantId, permissions: ['*'] }, query, variables);
  const milliseconds = Math.round((performance.now() - began) * 10) / 10;
  if (errors) throw new Error(JSON.stringify(errors));
  let after = before;
  await waitUntil(
    async () => {
      after = await scansOf(plugin, table);
      return after.sequential + after.index > before.sequential + before.index;
    },
    FLUSHED_MS,
    `${name}: PostgreSQL has not counted the scan after ${FLUSHED_MS} ms`,
  );
  const sequentialScans = after.sequential - before.sequential;
  process.stdout.write(`${JSON.stringify({ list: name, rows, milliseconds, sequentialScans })}\n`);
  if (sequentialScans > 0) process.exitCode = 1;
  const connection = data.posts ?? data.users ?? data.auditEntries;
  return connection.nodes.length === 20 ? connection.pageInfo.endCursor : null;
}

async function scansOf({ database }: TestPlugin, table: string) {
  const [found] = await database.query<{ sequential: number; index: number }>(
    `SELECT seq_scan::int AS sequential, idx_scan::int AS index FROM pg_stat_user_tables
     WHERE relid = $1::regclass`,
    [table],
  );
  return found ?? { sequential: 0, index: 0 };
}
