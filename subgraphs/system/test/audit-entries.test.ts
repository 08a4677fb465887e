import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const ENTRIES = `query ($first: Int, $after: String, $filter: AuditFilter) {
  auditEntries(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes { id at actor { id name } action target outcome requestId }
    edges { cursor }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;
const ask = (office: Office | null, variables: object = {}) =>
  system.execute(office, ENTRIES, { ...variables });
const actionsOf = async (office: Office, filter: object) =>
  (await ask(office, { filter })).data.auditEntries.nodes.map(
    ({ action }: { action: string }) => action,
  );

type Deed = { action: string; actorId?: string | null; target?: string | null; outcome?: string };

/** Rows as any plugin writes them through the SDK, one after another. */
async function record({ tenantId }: Office, deeds: readonly Deed[]): Promise<void> {
  for (const { action, actorId = null, target = null, outcome = 'OK' } of deeds) {
    await system.database.query(
      `INSERT INTO app.audit_entries (tenant_id, actor_id, plugin, action, target, outcome, request_id)
       VALUES ($1, $2, 'plugin-test', $3, $4, $5, 'a request')`,
      [tenantId, actorId, action, target, outcome],
    );
  }
}

describe('auditEntries', () => {
  it('answers what was done and refused, newest first, with who did it', async () => {
    const office = await system.openOffice(['system:*']);
    const create = 'mutation ($i: CreateRoleInput!) { createRole(input: $i) { role { id } } }';
    const made = await system.execute(office, create, { i: { name: 'New', permissions: [] } });
    await system.execute(office, create, { i: { name: 'Ladder', permissions: ['*'] } });
    await record(office, [{ action: 'on post:created', target: 'Post:1' }]);
    const { data, errors } = await ask(office);
    expect(errors).toBeUndefined();
    const { nodes, totalCount } = data.auditEntries;
    expect(totalCount).toBe(3);
    const zoe = { id: office.userId, name: 'Zoe' };
    const common = {
      id: expect.any(String),
      at: expect.any(String),
      requestId: expect.any(String),
    };
    expect(nodes).toEqual([
      { ...common, action: 'on post:created', actor: null, target: 'Post:1', outcome: 'OK' },
      { ...common, action: 'createRole', actor: zoe, target: null, outcome: 'FORBIDDEN' },
      {
        ...common,
        action: 'createRole',
        actor: zoe,
        target: `Role:${made.data.createRole.role.id}`,
        outcome: 'OK',
      },
    ]);
    const times = nodes.map(({ at }: { at: string }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('pages without a gap or a double while others write, and tells where it stands', async () => {
    const office = await system.openOffice(['system:audit:read']);
    await record(
      office,
      Array.from({ length: 7 }, (_none, index) => ({ action: `deed ${index}` })),
    );
    const seen: string[] = [];
    let after: string | null = null;
    for (const expected of [3, 3, 1]) {
      const { data } = await ask(office, { first: 3, after });
      const { nodes, pageInfo } = data.auditEntries;
      expect(nodes).toHaveLength(expected);
      expect(pageInfo).toMatchObject({
        hasNextPage: expected === 3,
        hasPreviousPage: after !== null,
      });
      seen.push(...nodes.map(({ action }: { action: string }) => action));
      after = pageInfo.endCursor;
      await record(office, [{ action: 'meanwhile' }]);
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `deed ${index}`));
  });

  it('shows one tenant nothing of another', async () => {
    const [mine, other] = [await system.openOffice(['*']), await system.openOffice(['*'])];
    await record(other, [{ action: 'secret', actorId: other.userId, target: 'Post:secret' }]);
    for (const filter of [{}, { actorId: other.userId }, { action: 'secret' }, { target: 'P*' }]) {
      expect((await ask(mine, { filter })).data.auditEntries).toMatchObject({
        totalCount: 0,
        nodes: [],
      });
    }
    const { data } = await ask(other, { first: 1 });
    const after = data.auditEntries.edges[0].cursor;
    expect((await ask(mine, { after })).data.auditEntries.nodes).toEqual([]);
  });
});

describe('a filter', () => {
  const [ana, eva] = [randomUUID(), randomUUID()];
  let office: Office;
  beforeAll(async () => {
    office = await system.openOffice(['system:audit:read']);
    await record(office, [
      { action: 'login', actorId: ana, target: 'Session:1' },
      { action: 'createPost', actorId: ana, target: 'Post:1' },
      { action: 'createPost', actorId: eva, target: 'Post:12', outcome: 'FORBIDDEN' },
      { action: 'create', actorId: eva, target: 'Post' },
      { action: 'login', target: null, outcome: 'UNAUTHENTICATED' },
    ]);
  });

  it.each<[object, string[]]>([
    [{}, ['login', 'create', 'createPost', 'createPost', 'login']],
    [{ actorId: ana }, ['createPost', 'login']],
    [{ actorId: ana.toUpperCase() }, ['createPost', 'login']],
    [{ actorId: randomUUID() }, []],
    [{ actorId: 'nonsense' }, []],
    [{ action: 'createPost' }, ['createPost', 'createPost']],
    [{ action: 'create' }, ['create']],
    [{ action: 'create*' }, ['create', 'createPost', 'createPost']],
    [{ action: 'Create*' }, []],
    [{ action: '*' }, ['login', 'create', 'createPost', 'createPost', 'login']],
    [{ action: ' login ' }, ['login', 'login']],
    [{ action: 'log_n' }, []],
    [{ action: '%' }, []],
    [{ target: 'Post:1' }, ['createPost']],
    [{ target: 'Post:1*' }, ['createPost', 'createPost']],
    [{ target: 'Post*' }, ['create', 'createPost', 'createPost']],
    [{ outcome: 'OK' }, ['create', 'createPost', 'login']],
    [{ outcome: 'U*' }, ['login']],
    [
      { action: 'createPost', outcome: 'FORBIDDEN', actorId: eva, target: 'Post:*' },
      ['createPost'],
    ],
    [{ action: 'createPost', actorId: ana, outcome: 'FORBIDDEN' }, []],
    [
      { action: '', target: null, from: null },
      ['login', 'create', 'createPost', 'createPost', 'login'],
    ],
  ])('%j finds %j', async (filter, found) => {
    expect(await actionsOf(office, filter)).toEqual(found);
    expect((await ask(office, { filter })).data.auditEntries.totalCount).toBe(found.length);
  });

  it('by time includes its beginning and not its end, also beyond what there is', async () => {
    await system.database.query(
      "UPDATE app.audit_entries SET at = '2026-01-01'::timestamptz + seq * interval '1 s' WHERE tenant_id = $1",
      [office.tenantId],
    );
    const [second, fourth] = ['2026-01-01T00:00:02Z', '2026-01-01T00:00:04Z'];
    const all = await actionsOf(office, {});
    const since = await actionsOf(office, { from: second });
    expect(since).toEqual(all.slice(0, 4));
    expect(await actionsOf(office, { from: second, to: fourth })).toEqual(all.slice(2, 4));
    expect(await actionsOf(office, { to: '2000-01-01T00:00:00Z' })).toEqual([]);
    expect(await actionsOf(office, { from: '2000-01-01T00:00:00Z' })).toEqual(all);
    expect(await actionsOf(office, { from: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect(await actionsOf(office, { to: '2100-01-01T00:00:00Z' })).toEqual(all);
    expect(await actionsOf(office, { from: fourth, to: second })).toEqual([]);
  });

  it('names what is wrong with it', async () => {
    const { errors } = await ask(office, {
      filter: { action: 'a'.repeat(201), target: 'a\u0000' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const bad = await ask(office, { after: 'nonsense' });
    expect(bad.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

it('is refused to strangers, and without `system:audit:read`', async () => {
  const office = await system.openOffice(['system:user:*', 'cms:*']);
  expect((await ask(null)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await ask(office)).errors?.[0]?.extensions).toEqual({
    code: 'FORBIDDEN',
    permission: 'system:audit:read',
  });
});
